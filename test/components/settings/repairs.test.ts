import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as forms from "../../../components/settings/patterns";
import { numberIn, repaired } from "../../../components/settings/repairs";
import { dailyWindow, weeklyWindow } from "../../../components/settings/window-forms";

const asZodNames = ({ pattern }: forms.Form): string => String(pattern);

describe("repaired", () => {
    const repairs: readonly (readonly [string, forms.Form, string | undefined])[] = [
        [" www.example.com ", forms.domainName, "www.example.com"],
        ["https://WWW.example.com/about/", forms.domainName, "www.example.com"],
        ["www.example.com.", forms.domainName, "www.example.com"],
        ["www.example.com/about", forms.domainName, undefined],
        ["my_site.example.com", forms.domainName, undefined],
        ["", forms.domainName, undefined],
        ["oidc-secret", forms.variableName, "OIDC_SECRET"],
        ["a b", forms.variableName, undefined],
        ["my-app", forms.postgresIdentifier, "my_app"],
        ["My_App", forms.appName, "my-app"],
        ["health/", forms.urlPath, "/health/"],
        ["https://notes.example.com/health/", forms.urlPath, "/health/"],
        ["https://notes.example.com/health/?full=1", forms.urlPath, "/health/"],
        ["https://notes.example.com", forms.urlPath, "/"],
        ["ftp://notes.example.com/health/", forms.urlPath, undefined],
        ["t4g.micro", forms.databaseClass, "db.t4g.micro"],
        ["cache.t4g.micro", forms.databaseClass, "db.t4g.micro"],
        ["db.t3.micro", forms.instanceType, "t3.micro"],
        ["micro", forms.instanceType, undefined],
        ["Sunday:6:00-Sunday:7:00", weeklyWindow, "Sun:06:00-Sun:07:00"],
        ["Sun 06:00 - Sun 07:00", weeklyWindow, "Sun:06:00-Sun:07:00"],
        ["06:00-07:00", weeklyWindow, undefined],
        ["Sun:01:00-Sun:02:00", dailyWindow, "01:00-02:00"],
        ["1:00-2:00", dailyWindow, "01:00-02:00"],
        ["01:00", dailyWindow, undefined],
        ["Sun:03:00-Sun:05:00", forms.updateWindow, "Sun:03:00"],
    ];
    for (const [text, form, wanted] of repairs) {
        it(`makes ${wanted ?? "nothing"} of ${JSON.stringify(text)}`, () => {
            assert.equal(repaired(text, asZodNames(form)), wanted);
        });
    }

    it("gives nothing but what has the form, and never the text itself", () => {
        const all = [
            forms.domainName,
            forms.variableName,
            forms.urlPath,
            forms.databaseClass,
            weeklyWindow,
            dailyWindow,
        ];
        fc.assert(
            fc.property(fc.string(), fc.constantFrom(...all), (text, form) => {
                const found = repaired(text, asZodNames(form));
                assert.ok(found === undefined || (found !== text && form.pattern.test(found)));
            }),
        );
    });

    it("knows nothing of a pattern that is none", () => {
        assert.equal(repaired("x", "x"), undefined);
    });
});

describe("numberIn", () => {
    const numbers: readonly (readonly [string, string, string | undefined])[] = [
        ["7", "database.backupDays", "Write 7, without quotes."],
        ["7 days", "database.backupDays", "Write 7, without a unit."],
        ["2 weeks", "database.backupDays", "Write 14: it is in days."],
        ["12h", "database.backupDays", "Write a whole number: it is in days."],
        ["3 months", "database.backupDays", "Write a whole number: it is in days."],
        ["1m", "monitoring.alarms.latency.periodSeconds", "Write 60: it is in seconds."],
        ["0.5s", "database.slowQueryMs", "Write 500: it is in milliseconds."],
        ["1h", "domain.certificate.validationMinutes", "Write 60: it is in minutes."],
        ["20GB", "database.storageGb", "Write 20, without a unit."],
        ["20 GiB", "database.storageGb", "Write 20, without a unit."],
        ["1 TB", "database.storageGb", "Write 1024: it is in GB."],
        ["1g", "app.proxy.maxBodyMb", "Write 1024: it is in MB."],
        ["16 GiB", "worker.consumer.volumeGiB", "Write 16, without a unit."],
        ["$250", "monitoring.budget.monthlyUsd", "Write 250, without a unit."],
        ["50%", "domain.routing.weight", "Write 50, without a unit."],
        ["500ms", "monitoring.alarms.latency.threshold", "Write the number alone, in the unit that the setting has."],
        ["1,000", "monitoring.budget.monthlyUsd", "Write 1000."],
        ["1_000_000", "monitoring.budget.monthlyUsd", "Write 1000000."],
        ["5 million", "monitoring.budget.monthlyUsd", "Write the number alone, in the unit that the setting has."],
        ["$1,000", "monitoring.budget.monthlyUsd", "Write 1000, without a unit."],
        ["1,000 GB", "database.storageGb", "Write 1000, without a unit."],
        ["1,5", "monitoring.budget.monthlyUsd", undefined],
        ["1,0000", "monitoring.budget.monthlyUsd", undefined],
        ["10-20", "monitoring.budget.monthlyUsd", undefined],
        ["1e3", "monitoring.budget.monthlyUsd", undefined],
        ["5 constructor", "monitoring.budget.monthlyUsd", "Write 5, without a unit."],
        ["1.5 GB", "database.storageGb", "Write a whole number: it is in GB."],
        ["1.5 TB", "database.storageGb", "Write 1536: it is in GB."],
        ["1.5", "database.storageGb", "Write a whole number: it is in GB."],
        ["1.5", "monitoring.alarms.latency.threshold", "Write 1.5, without quotes."],
        ["two", "cache.replicas", undefined],
        ["", "cache.replicas", undefined],
    ];
    for (const [text, where, wanted] of numbers) {
        it(`says of ${JSON.stringify(text)} at ${where}: ${wanted ?? "nothing"}`, () => {
            assert.equal(numberIn(text, where), wanted);
        });
    }

    it("says nothing of a number that may not be chosen", () => {
        const among = [1, 14, 30];
        const said = (text: string) => numberIn(text, "database.logRetentionDays", { among });
        assert.deepEqual(["30 days", "2 weeks", "10", "4 weeks", "12h", "1 month"].map(said), [
            "Write 30, without a unit.",
            "Write 14: it is in days.",
            undefined,
            undefined,
            undefined,
            undefined,
        ]);
    });

    it("says of half a thing that it has to be whole", () => {
        assert.equal(numberIn("1.5", "cache.replicas", { isWhole: true }), "Write a whole number.");
    });
});
