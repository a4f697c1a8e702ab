import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { inUtc, isCalendar } from "../../../components/settings/calendar";
import { needsJudges } from "../../support/judges";

const good = [
    "*-*-* 03:00:00 UTC",
    "*-*-* 3:5",
    "Mon..Fri 06:30 Europe/Berlin",
    "Mon,Wed..Fri *-01,07-1..7 08:00",
    "*:0/15",
    "*-*-* 0/6:00:00 UTC",
    "*:5..10/7",
    "*-*-1..31/7 00:00",
    "2027-1-1 0:0:30",
    "*-*-* *:*",
    "Sat",
    "01-01",
    "daily",
    "minutely UTC",
];
const bad = [
    "",
    " ",
    "UTC",
    "soon",
    "0 3 * * *",
    "*-*-* 25:00:00",
    "*-13-* 00:00",
    "*-*-* 03:00:00  UTC",
    "*-*-* 03:00:00 utc",
    "*-*-* 03:00:00 Mars/Base",
    "*-*-* 03:00:00 CET+1",
    "Fri..Mon 01:00",
    "*:*/15",
    "*:0/60",
    "*:0/0",
    "*-*-* 2..1:00",
    "*:*:0/10",
    "*:*:*",
    "minutely daily",
    "03:00 Mon",
    "@daily",
    "*-*~1 00:00",
    "1969-01-01",
    "*-*-* 03:00:00\nUTC",
];

/** Texts that look like times: most are wrong in one place, and many are right. */
const field = fc.oneof(
    fc.constant("*"),
    fc
        .array(fc.stringMatching(/^\d{1,2}(\.\.\d{1,2})?(\/\d{1,2})?$/), { minLength: 1, maxLength: 3 })
        .map((all) => all.join(",")),
);
const weekdays = fc.constantFrom("", "Mon ", "Sat,Sun ", "Mon..Fri ", "Sun..Mon ");
const zone = fc.constantFrom("", " UTC", " Europe/Berlin", " America/Argentina/Buenos_Aires", " EST5EDT");
const calendar = fc
    .tuple(
        weekdays,
        fc.option(fc.tuple(field, field)),
        fc.option(fc.tuple(field, field, fc.constantFrom("", ":00", ":7", ":60"))),
        zone,
    )
    .map(([days, date, time, where]) => {
        const parts = [
            ...(date === null ? [] : [`*-${date[0]}-${date[1]}`]),
            ...(time === null ? [] : [`${time[0]}:${time[1]}${time[2]}`]),
        ];
        return `${days}${parts.join(" ")}${where}`;
    });

describe("the times of a schedule", () => {
    it("are those of systemd with a single second", () => {
        assert.deepEqual(
            good.filter((text) => !isCalendar(text)),
            [],
        );
        assert.deepEqual(bad.filter(isCalendar), []);
    });

    it("are in UTC unless a zone is given", () => {
        assert.deepEqual(["daily", "*:0/15 UTC", "Mon 3:00 Europe/Berlin"].map(inUtc), [
            "daily UTC",
            "*:0/15 UTC",
            "Mon 3:00 Europe/Berlin",
        ]);
    });

    it("are taken by systemd, whatever is taken here", function () {
        this.timeout(60_000);
        needsJudges(this, "systemd");
        const taken = fc.sample(calendar, { numRuns: 4000, seed: 7 }).filter(isCalendar);
        assert.ok(taken.length > 200, String(taken.length));
        const texts = [...good, ...taken].map(inUtc);
        const { status, stderr } = spawnSync("systemd-analyze", ["calendar", ...texts], {
            encoding: "utf8",
            maxBuffer: 2 ** 26,
        });
        assert.equal(status, 0, stderr);
    });
});
