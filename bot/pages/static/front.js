// The demo's page: sends what is typed as the chosen phone, and shows that phone's thread as the bot has stored it.
"use strict";

const part = (id) => document.getElementById(id);
const texts = part("texts").dataset;
const POLL_MS = 700;
const POLLS = 90;

let last = 0;
let shownFor = "";

function chosenPhone() {
  const digits = (part("phone").value || part("number").value).replace(/[^\d+]/g, "");
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  return /^\+\d{11,15}$/.test(digits) ? digits : null;
}

function say(words) {
  part("status").textContent = words;
}

function show(message) {
  const line = document.createElement("li");
  const who = document.createElement("span");
  who.className = "unseen";
  who.textContent = `${message.direction === "in" ? texts.you : texts.city}: `;
  line.className = message.direction;
  line.append(who, message.text);
  part("thread").append(line);
  part("log").scrollTop = part("log").scrollHeight;
}

async function refresh(phone) {
  if (phone !== shownFor) {
    part("thread").replaceChildren();
    [last, shownFor] = [0, phone];
  }
  const response = await fetch(`/demo/messages?phone=${encodeURIComponent(phone)}&after=${last}`);
  if (!response.ok || phone !== shownFor) return [];
  const fresh = (await response.json()).messages.filter((message) => message.id > last);
  for (const message of fresh) {
    last = message.id;
    if (message.state !== "suppressed") show(message);
  }
  return fresh;
}

async function awaitReply(phone) {
  say(texts.waiting);
  for (let poll = 0; poll < POLLS && phone === shownFor; poll += 1) {
    const fresh = await refresh(phone);
    if (fresh.some((message) => message.direction === "out")) return say("");
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
  say(texts.silent);
}

async function send(event) {
  event.preventDefault();
  const phone = chosenPhone();
  const text = part("message").value;
  if (!phone) return say(texts.badNumber);
  if (!text.trim()) return;
  say(texts.sending);
  try {
    const response = await fetch("/demo/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ phone, text }),
    });
    if (!response.ok) return say(response.status === 400 ? texts.badNumber : texts.failed);
    part("message").value = "";
    const { reply, pending } = await response.json();
    await refresh(phone);
    if (reply) return say("");
    return pending ? awaitReply(phone) : say(texts.silent);
  } catch {
    return say(texts.failed);
  }
}

function changePhone() {
  part("typed").hidden = part("phone").value !== "";
  const phone = chosenPhone();
  say("");
  if (phone) return refresh(phone).catch(() => say(texts.failed));
  part("thread").replaceChildren();
  [last, shownFor] = [0, ""];
}

part("compose").addEventListener("submit", send);
part("phone").addEventListener("change", changePhone);
part("number").addEventListener("change", changePhone);
part("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    part("compose").requestSubmit();
  }
});
changePhone();
