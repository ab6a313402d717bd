"""English: what builders and homeowners call inspections, and how they answer."""

from actions.understanding.vocabulary.entries import Vocabulary

ENGLISH = Vocabulary(
    language="en",
    trades={
        "electrical": "electrical, electricals, electric, elec, elect, electr, elc, elctrl, wiring",
        "plumbing": "plumbing, plumb, plmb, plbg, plmg, plmbg, plum, plumbings",
        "mechanical": """
            mechanical, mechanicals, mech, hvac, a/c, ac, air conditioning, ductwork, duct, ducts, furnace, heat and
            air, heating and air, heating and cooling
        """,
        "building": "building, bldg, bld",
        "fire": "fire",
        "roof": "roof, roofing, reroof, re-roof, shingles",
        "pool": "pool, swimming pool, spa",
        "site": "site, grading",
    },
    stages={
        "final": "final, fnl, finl",
        "rough": "rough, rough in, roughin, ruff, ruf, rgh, r/i, ruff in, roughed in, prelim, preliminary",
        "underground": "underground, under ground, ug, u/g, under slab, underslab, ground rough, groundwork, trench",
    },
    many={
        "final": "finals, fnls",
        "rough": "roughs, rough ins, roughins",
        "underground": "undergrounds, under slabs",
    },
    inspections={
        "footing": "footing rebar, footings rebar, footing, footings, footer, footers, ftg, ftgs, rebar",
        "foundation_wall": """
            stem wall rebar, wall rebar, foundation wall, foundation walls, foundation, fdn, fdn wall, fndn wall, stem
            wall, stem walls, stem, stemwall
        """,
        "slab": """
            slab rebar, mono pour, slab pour, slab pre pour, pre pour slab, slab, slabs, mono slab, monolithic slab,
            monolithic, mono, slab on grade, concrete slab
        """,
        "framing": "framing, frame, frames, framing inspection, frame rough, rough framing, rough frame",
        "shear_wall": """
            shear wall, shear walls, shear, sheathing, shear nail, shear nailing, braced wall, wall sheathing
        """,
        "insulation": "insulation, insul, insulate",
        "drywall": """
            drywall, dry wall, sheetrock, sheet rock, shetrock, sheatrock, wallboard, gypsum, gyp board, nail, nailing,
            drywall nail, drywall screw, sr screw, sheetrock screw, sheetrock nail, screw, pre drywall, predrywall,
            lath, scratch, lath and scratch
        """,
        "roof_underlayment": """
            roof underlayment, underlayment, dry in, dryin, dried in, roof dry in, felt, tar paper, tarpaper
        """,
        "roof_final": "roofing final, reroof final, final roof",
        "deck": "deck, decking",
        "pool_steel": "pool steel, pool bonding, pool bond, steel and bonding, pool rebar, gunite",
        "building_final": """
            final c.o., c.o. final, c.o. inspection, walk through, walkthrough, walkthru, walk thru, final walkthru,
            final walk thru, final co, final c/o, c/o final, c/o inspection, co inspection, c of o inspection, c of o
            final, final c of o, cofo final, final walk, final walk through, final walkthrough, co final, c o final,
            certificate of occupancy final, house final, occupancy inspection, occupancy final
        """,
        "temporary_power": """
            temporary power, temp power, t pole, tpole, temp pole, temporary pole, power pole, tpp, temp power pole,
            saw pole, temp pwr, temp service, temporary service, temp svc, temp electric, temporary electric
        """,
        "electrical_service": """
            power meter release, power meter, electric meter release, electrical service, electric service, elec
            service, elec svc, electrical svc, svc upgrade, svc change, panel change, panel changeout, panel change out,
            panel swap, panel replacement, meter upgrade, meter base, meter can, service panel, panel upgrade, service
            upgrade, service change, electric meter, electrical meter, electric release, electrical release, power
            release
        """,
        "electrical_underground": "electrical trench, underground conduit",
        "plumbing_underground": "plumbing ground, ground plumbing, plumbing groundwork",
        "plumbing_rough": """
            top out, topout, plumbing top out, plumbing topout, plumbing stack, stack out, stackout, t/o
        """,
        "water_heater": """
            water heater, waterheater, hot water heater, tankless, wh, w/h, hwh, wtr htr, water htr, hot water tank
        """,
        "sewer": "sewer, sewer line, sewer connection, sewer tap, sewer lateral",
        "gas_test": """
            gas test, gas pressure test, gas pressure, gas line, gas pipe, gas piping, gas, gas release, gas meter,
            gas final, gas rough, pressure test, gas psi test, psi test, gas air test
        """,
        "kitchen_hood": "kitchen hood, hood, range hood, hood vent, exhaust hood",
        "fire_sprinkler": "fire sprinkler, fire sprinklers, sprinkler, sprinklers",
        "fire_alarm": "fire alarm, fire alarms, alarm, smoke alarm, smoke detectors",
        "erosion_control": "erosion control, erosion, silt fence, bmp",
    },
    either={
        ("electrical_service", "gas_test"): """
            meter release, hot check, green tag, utility release, release, meter, meter set, greentag, meters
        """,
        ("framing", "electrical_rough", "plumbing_rough", "mechanical_rough"): """
            cover, cover inspection, cover up, ok to cover, okay to cover
        """,
        ("roof_underlayment", "roof_final"): """
            roof inspection, roof sheathing, roof nailing, roof nail, roof deck, roof decking
        """,
    },
    together={
        (
            "electrical_rough",
            "plumbing_rough",
            "mechanical_rough",
            "framing",
        ): """
            four way, four ways, 4 way, 4way, 4 ways, fourway, combo, combo inspection, combo rough, combination,
            rough combo, combination inspection
        """,
        (
            "electrical_rough",
            "plumbing_rough",
            "mechanical_rough",
        ): "three way, 3 way, rough trades, mep rough, mep roughs",
        ("electrical_final", "plumbing_final", "mechanical_final"): "mep final, mep finals",
    },
    weak="""
        deck, decking, gas, gas meter, gas pipe, gas line, fire, pool, spa, roof, shingles, alarm, smoke alarm, sewer,
        sewer line, house, nail, nailing, screw, felt, stem, mono, combo, combination, cover, release, meter, meters,
        scratch, hood, frame, frames, shear, furnace, rebar, trench, ruff, preliminary, prelim, foundation, meter can,
        ac, duct, ducts, air conditioning, wh, site, structural, smoke detectors, grading
    """,
    never_alone="building, bldg, bld, site, grading",
    not_inspections="""
        customer service, scratch the, scratch my, scratch our, scratch it, slab of, final question, final thing, one
        final, semi final, semi finals, cup final, quarter final, nba finals, final exams, thats rough, been rough,
        pretty rough, really rough, feeling rough, so rough, final answer, final payment, final cost, final price, final
        decision, final report, final draft, final approval, final step, final exam, final bill, final invoice, final
        offer, final say, final word, final score, finals week, playoff final, final season, final plat, final plans,
        final fee, final fees, rough day, rough estimate, rough idea, rough night, rough week, rough time, rough draft,
        rough patch, rough morning, on deck, deck of cards, gas station, gas company, gas money, gas prices, gas price,
        gas mileage, fire department, fire station, fire hydrant, fire pit, fire marshal, fire truck, on fire, fire
        place, fire me, fire him, fire you, gas bill, electric bill, electrical bill, water bill, electric car, electric
        company, plumbing company, building department, building dept, building code, building permit, building permits,
        building official, building inspector, building division, electrical permit, plumbing permit, mechanical permit,
        roof permit, roofing permit, fire permit, pool permit, deck permit, electrical code, plumbing code, under cover,
        insurance cover, cover letter, cover the cost, cover fees, cover charge, job site, web site, work site, on site,
        site plan, site visit, car pool, pool party, combo meal, power company, release form, press release, time frame,
        picture frame, door frame, electrical contractor, plumbing contractor, mechanical contractor, roofing
        contractor, roofing company, parking meter, frame of mind, nail polish, nail salon, nail gun, alarm clock, an
        alarm, set alarm, my alarm, alarm for, fire alarm went off, fire alarm is going off, all set, all done, all day,
        all week, all ready, all finished, all wired, all right, all good, all over, not all, after all, at all, first
        of all, all clear, both of us, we both, everything is, everythings, everything looks, everything passed,
        everything ready, everything done, everything is ready, cancel everything we, thats all, that is all, thatll be
        all, that will be all, is that all, pool open, public pool, you all, y'all, thanks all, hi all
    """,
    not_typos="""
        previous, previously, sherlock, metre, metres, loss, tech, techno, electronic, swear, rear, fame, foster,
        floating, deciding, loses, brutal, freaking, flame, flames, insult, insulted, flooding, ducks, finances, bomber,
        bombers, alberta, taxpayer, compilation, vanilla, electron, bruno, drying, spear, smear, boiled, bowler,
        sweating, cove, slams, springer, meteor, rooting, covert, comb, erect, clover, wiping, brute, footwear,
        eclectic, docking, fooling, fracking, mediator, macro, mario, marc, marcos, meyer, inflation, injection,
        hearing, heading, hose, poker, climb, died, stick, stuck, stock, tree, chance, greet, spoke, walter, sweet,
        threw, shack, previews, mater, shea, footed, techs, finally, finaly, finalize, finalized, finance, financial,
        fingers, filing, farming, flaming, claiming, tough, though, through, rouge, round, route, sitting, footage,
        roofs, serve, sever, severe, never, later, matter, header, meeting, fitting, slap, planning, playing, billing,
        bundling, share, sheer, framed, metro, meta, deter, covered, covers, coffee, storing, steal, steam, stems,
        powder, fault, heaters, heated, hooded, released, relearn, relate, related, relative, measure, mechanics, fires,
        fired, insulting, installation, installed, alarms, lather, lathe, foot, find, finals, conduct, convert, control,
        contract, central, bound, sealing, sewing, spring, springs, corner, combine, hoods, towers, powers, panels,
        drain, drains, amazon, combined, plumber, plumbers, electrician, electricians, mechanic, ground, grounds,
        sample, cable
    """,
    danger="""
        smell gas, smelling gas, smells like gas, gas smell, smell of gas, gas leak, leaking gas, gas is leaking,
        sparks, sparking, explosion, exploded, on fire, theres a fire, there is a fire, emergency, 911, carbon monoxide,
        gas odor, smoke coming, electrocuted, house fire, caught fire, catching fire, in flames, flames, burning smell,
        burnt smell, smell burning, smells burnt, smells burned, smells like burning, smells like its burning, smells
        like something burning, something burning, something is burning, smell something burning, wire burning, wires
        burning, wire is burning, wires are burning, burning wire, burning wires, panel burning, panel is burning, house
        is burning, outlet is burning, smelling smoke, smell smoke, smells like smoke, smell of smoke, see smoke, seeing
        smoke, smoke everywhere, smoke pouring, smoke from, smoke out of, smoke in the, smoke in my, full of smoke, lots
        of smoke, a lot of smoke, theres smoke, there is smoke, is smoking, its smoking, panel smoking, outlet smoking,
        short circuit, short circuited, saw a spark, is arcing, its arcing, wall fell, wall fell down, wall collapsed,
        wall has collapsed, wall has fallen, roof fell, roof collapsed, ceiling fell, ceiling collapsed, scaffold fell,
        scaffold collapsed, scaffolding fell, scaffolding collapsed, trench collapsed, trench caved in, deck collapsed,
        caved in, cave in, has collapsed, just collapsed, someone is hurt, someones hurt, someone's hurt, someone hurt,
        someone got hurt, someone was hurt, someone fell, somebody is hurt, somebodys hurt, somebody's hurt, somebody
        hurt, somebody got hurt, somebody fell, people are hurt, people hurt, worker is hurt, worker got hurt, worker
        fell, guy is hurt, guy got hurt, guy fell, hes hurt, he's hurt, he is hurt, shes hurt, she's hurt, she is hurt,
        i got hurt, im hurt, i'm hurt, i am hurt, fell off the roof, fell off the ladder, fell off a ladder, fell off
        the scaffold, someone is injured, someone injured, somebody injured, is bleeding, bleeding, trapped,
        unconscious, got shocked, getting shocked, gets shocked, get shocked, been shocked, shocked me, shocks me,
        shocking me, got a shock, gave me a shock, gives me a shock, electric shock, electrical shock, got zapped,
        zapped me
    """,
    inspection="inspection, inspections, inspect, inspected, insp, inspections, inspector, test",
    bookish="""
        schedule, scheduled, scheduling, sched, book, booking, cancel, move, reschedule, resched, need, want, set up,
        request, order, add, call in, ready for, appointment, cancelling, canceling, rescheduling, arrange, schd, come
        out, send, ready, passed, pass, failed, fail, result, results, told, inspector
    """,
    every="""
        all, all the, all of the, all my, all of my, all our, every, each, both, both of the, both the, all three, all
        four, all remaining, all the remaining, the remaining, remaining, all the other, all other, the rest of the,
        all three of the, all 3, all 4, all two, both my, all of our, all these
    """,
    everything="""
        everything, all of them, all of em, both of em, all of it, both of them, both of those, all three, all four, all
        of the above, them all, all of those, do all, all inspections, everything left, everything on the list, all 3,
        all 4, the rest, the remaining ones, every one, every one of them, the whole list, whole list, do both, do them
        all, do all of them
    """,
    negations="""
        not, not the, isnt, is not, its not, not for, not for the, dont need, dont want, do not need, do not want,
        dont do, dont book, dont schedule, do not book, do not schedule, no need for, except, except for, but not,
        instead of, rather than, other than, excluding, minus, without, not my, anything but,
        skip, leave out, not a, not an, dont include, nor, neither, never mind the, forget the, and not
    """,
    only="but, just, only, rather, instead, make it, i want, i need, change to, use",
    corrections="""
        sorry, i mean, i meant, i meant to say, wait no, no wait, wait, actually, scratch that, strike that, oops,
        correction, make that, my bad, my mistake, or rather, nope
    """,
    past="passed, failed, finished, completed, done with, already had, already passed, just passed, just failed",
    mistaken="by mistake, by accident, in error",
    removing="remove, removing, drop, delete, take off, take out, drop off",
    adding="add, adding, keep, put in",
    changing="change, changing, switch, swap, replace, trade",
    into="to, for, with, into",
    and_words="""
        same for, same with, same goes for, ditto for, likewise, and, &, plus, +, also, then, along with, as well as,
        with, n, both
    """,
    or_words="or, nor",
    little_words="""
        are, ready for, changeout, change out, replacement, system, a, an, the, my, our, of, for, to, on, in, at,
        inspection, inspections, insp, please, pls, type, it, is, one, ones, too, work, test, check, stage, first,
        second, this, that, those, these, trade, trades, residential, commercial, interior, exterior
    """,
    yes="""
        yes, y, yep, yeah, yea, ya, yup, yess, yesss, yas, ok, okay, okey, k, kk, okk, sure, sure thing, sounds good,
        sounds great, sounds fine, sounds right, that works, works, works for me, that works for me, book it, do it,
        go ahead, go for it, lets do it, lets go, correct, thats correct, that is correct, right, thats right, that is
        right, perfect, great, good, looks good, all good, thats good, thats fine, fine, thats fine with me, fine by
        me, confirm, confirmed, i confirm, confirm it, approved, agreed, absolutely, definitely, of course,
        affirmative, exactly, you bet, please do, alright, all right, aight, cool, lgtm, schedule it, book that, do
        that, yes please, yes sir, yes maam, uh huh, by all means, that one works, good to go, lock it in, set it up,
        done deal, perfecto, 10 4, ten four, roger, roger that, it is, yes it is, yes i do, i do, it works, they work,
        thats the one, thats it, very good, that will work, thatll work, that would work, that would be great, that is
        fine, that is good, make it so, happy with that, bet, yes indeed, indeed, true, send it, 👍, ✅, 👌, 🆗, ☑, yes
        that would be lovely, that would be lovely, you got it, that day will do, okey dokey, okie dokie, i agree,
        sure why not, why not, yes that one, go ahead and do it, go ahead and book it, go ahead and book that, looks
        right, looks right to me, that day is fine, that day works, that date works, that date is fine, that time
        works, yessir, mhm, mm hmm, thatll do, that will do, sounds perfect, yes cancel it, yes cancel, yes move it,
        yes book it, yes schedule it, yes do it, yes thats it, no objection, good by me, ok by me
    """,
    no="""
        no, nope, nah, n, negative, no thanks, no thank you, no way, not that, not that one, dont, do not, dont do it,
        dont book it, do not book it, dont book that, not now, not yet, not today, no sir, no maam, wrong, incorrect,
        thats wrong, that is wrong, not right, thats not right, that is not right, not correct, thats not correct,
        that is not correct, thats incorrect, nay, nuh uh, uh uh, doesnt work, that doesnt work, that does not work,
        neither, none, none of them, none of those, none of these, not really, no no, absolutely not, definitely not,
        of course not, please dont, please do not, id rather not, not what i want, not what i wanted, dont do that, it
        is not, it isnt, no it isnt, no it is not, no it doesnt, i dont want that, i dont want it, no dont, no do not,
        👎, ❌, 🚫, dont cancel it, dont cancel, dont move it, wrong house, wrong address, wrong permit, wrong date,
        wrong day, wrong one, hold off, hold off on that, not tuesday, uh no, keep it, no keep it, that isnt it, thats
        not it, cant do that day, dont change anything, neither works, do not do that, do not cancel it, dont send it,
        dont touch it, dont change it, not that day, never, not this one, that day wont work, dont schedule anything,
        do not change anything, dont cancel anything
    """,
    not_a_no="""
        no problem, no prob, no probs, no worries, no worry, no idea, no clue, no big deal, no rush, no one, no
        permit, no doubt, no hurry, no matter, no answer, no response, no reply, no show, no entry, no longer, no hot
        water, no power, no heat, no gas, no need, no signal, no stress, no sweat, no kidding, no biggie, no charge,
        no more, no access, no inspector
    """,
    after_no="""
        the, its, it, is, that, thats, i, i'm, im, make, make it, change, move, instead, rather, for, on, at, not, we,
        this, actually, try, can, could, need, want, next, wait, sorry, just, only, how, what, my, a, use, put, lets,
        book, schedule, do, dont, cancel, later, earlier, leave, keep, hold, wanted, said, that day, its the, no,
        wrong
    """,
    polite="""
        have a good day, have a great day, god bless, god bless you, bye, see you, see you then, take care,
        please, pls, plz, plse, thanks, thank you, thank you so much, thanks so much, thx, ty, tks, thank u, sir,
        maam, mam, thanks a lot, thank you very much, that would be great, appreciate it, i appreciate it, bro, man,
        dude, boss, buddy, friend, hi, hello, hey, have a good day, have a great day, good morning, good afternoon,
        then, well, oh, um, uh, hmm, so, lol, haha, there, for me, 🙏, 😊, 🙂, 😀, 😄, 😁, 🎉, ❤, 💯, much appreciated,
        cheers, dear
    """,
    ordinals={
        1: "first, 1st",
        2: "second, 2nd, 2d",
        3: "third, 3rd",
        4: "fourth, 4th",
        5: "fifth, 5th",
        6: "sixth, 6th",
        -1: "last, very last, final one, bottom, latest",
    },
    numerals={
        1: "one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
    },
    option="""
        option, options, opt, number, num, nr, choice, choose, pick, select, selection, answer, item, the, one, ones,
        ill take, i will take, i'd like, id like, i want, i need, i pick, i choose, take, lets do, lets go with, go
        with, ill do, ill go with, do, book, give me, that, works, date, day, opening, slot, time, would be, is, is
        good, is fine, is best, works best, works for me, make it, i would like, id prefer, i prefer, prefer, can i
        have, can i get, we want, well take, please book, option no, choice no
    """,
    spoken_digits="""
        zero 0, oh 0, one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11,
        twelve 12, thirteen 13, fourteen 14, fifteen 15, sixteen 16, seventeen 17, eighteen 18, nineteen 19, twenty
        20, thirty 30, forty 40, fifty 50, sixty 60, seventy 70, eighty 80, ninety 90
    """,
    spoken_dash="dash, hyphen, minus",
    letter_names="""
        ay a, bee b, be b, see c, cee c, sea c, dee d, ee e, eff f, ef f, gee g, aitch h, eye i, jay j, kay k, el l,
        ell l, em m, en n, oh o, pee p, cue q, queue q, ar r, are r, ess s, es s, tee t, tea t, you u, vee v, double u
        w, double you w, ex x, why y, zee z, zed z,
        alpha a, alfa a, bravo b, charlie c, delta d, echo e, foxtrot f, golf g, hotel h, india i, juliet j, juliett j,
        kilo k, lima l, mike m, november n, oscar o, papa p, quebec q, romeo r, sierra s, tango t, uniform u, victor v,
        whiskey w, whisky w, xray x, yankee y, zulu z, zero o
    """,
    street_kinds="""
        street, st, avenue, ave, av, road, rd, court, ct, lane, ln, drive, dr, way, boulevard, blvd, parkway, pkwy,
        plaza, plz, place, pl, circle, cir, terrace, ter, trail, trl, highway, hwy, square, sq, loop, row, alley
    """,
    everyday_streets="""
        station, park, main, spring, market, first, second, third, fourth, fifth, may, church, school, mill, commerce,
        center, city, hill, lake, river, north, south, east, west, union, water, high, pool, cedar, sunset, front,
        home, house, permit, court, final, fair, bridge, garden, green, summer, winter, autumn, depot, day, monday
    """,
    unit_words="""
        suite, ste, unit, apt, apartment, lot, room, rm, bldg, floor, amp, amps, volt, volts, sq, sqft, feet, ft,
        foot, dollars, dollar, bucks, usd, gallon, gallons, inch, inches, minutes, min, hours, hrs, people, pm, am,
        gate, lockbox, zip, btu, psi, days, weeks, months, years, percent, route, highway, channel, pounds, lbs,
        miles, tons
    """,
    permit_words="""
        permit, permits, permit number, permit no, permit num, prmt, application, record, ending in, ending, ends in,
        number, project
    """,
    telling="""
        the, an, is, are, was, were, i, im, id, ill, my, our, we, you, your, it, its, of, for, to, on, at, with, and,
        or, not, dont, cant, need, want, would, like, could, should, what, when, where, who, why, how, which, this,
        that, these, those, please, thanks, thank, hello, hey, yes, yeah, yep, yup, nope, nah, next, tomorrow, today,
        tonight, morning, afternoon, monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues,
        wed, thu, thur, thurs, fri, week, schedule, book, cancel, move, reschedule, permit, inspection, inspector,
        have, has, do, does, did, get, be, been, will, there, they, them, both, all, everything, any, second, first,
        third, last, one, two, pls, up, out, ready, status, fees, due, hours, open, office, help, person, human, set,
        from, by, if, but, instead, make, sure, works, sounds, good, great, correct, right, fine, house, english, let,
        lets, see, left, passed, failed, fail, pass, results, result, about, because, after, before, soon, day, year,
        january, february, march, april, june, july, august, october, november, december, then, also, just, only,
        other, another, he, she, never, mind, forget, electrical, electric, plumbing, mechanical, footing,
        footings, sewer, jan, feb, apr, aug, sept, sep, oct, nov, dec
    """,
)
