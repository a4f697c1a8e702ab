import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { main } from "../../cli/cost";
import type { Planned } from "../../cli/cost/charge";
import { temporaryFolder } from "../support/temporary-folder";
import { documents, resource } from "./cost/graphs";

const stateOf = (region: string | undefined, more: readonly Planned[] = []) => ({
    version: 3,
    deployment: {
        resources: [
            {
                urn: "urn:pulumi:prod::p::pulumi:providers:aws::default",
                type: "pulumi:providers:aws",
                custom: true,
                inputs: region === undefined ? {} : { region },
            },
            ...[...documents, ...more].map((planned) => ({ ...planned, custom: true })),
        ],
    },
});

const addressPrice = {
    FormatVersion: "aws_v1",
    PriceList: [
        JSON.stringify({
            product: { attributes: { regionCode: "us-east-1", usagetype: "USE1-PublicIPv4:InUseAddress" } },
            serviceCode: "AmazonVPC",
            publicationDate: "2026-09-11T12:44:25Z",
            terms: {
                OnDemand: {
                    a: { priceDimensions: { b: { unit: "Hrs", beginRange: "0", pricePerUnit: { USD: "0.01" } } } },
                },
            },
        }),
    ],
};

describe("npm run cost", () => {
    const folder = temporaryFolder();
    const before = process.env["INIT_CWD"];

    beforeEach(() => {
        process.env["INIT_CWD"] = folder.path;
        write("state.json", stateOf("us-east-1"));
    });
    afterEach(() => {
        if (before === undefined) {
            delete process.env["INIT_CWD"];
        } else {
            process.env["INIT_CWD"] = before;
        }
    });

    const write = (name: string, content: unknown) => {
        fs.writeFileSync(path.join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
    };

    async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
        const { log, error } = console;
        const [out, err]: [string[], string[]] = [[], []];
        console.log = (line: string) => void out.push(line);
        console.error = (line: string) => void err.push(line);
        try {
            return { code: await main(args), out: out.join("\n"), err: err.join("\n") };
        } finally {
            Object.assign(console, { log, error });
        }
    }

    const json = async (...args: string[]) => {
        const { code, out, err } = await run("state.json", "--json", ...args);
        assert.deepEqual({ code, err }, { code: 0, err: "" });
        return JSON.parse(out) as {
            total: number;
            atMost: number;
            region: string;
            lines: { what: string; usd: number; source: { where: string; date: string } }[];
            usage: { name: string; value: number; given: boolean }[];
            comparison: object[];
            suggestions: { saved: number }[];
        };
    };

    it("tells what an exported stack costs, by what it is for, with assumptions and suggestions", async () => {
        const { code, out, err } = await run("state.json");
        assert.deepEqual({ code, err }, { code: 0, err: "" });
        for (const line of [
            "state.json in us-east-1: US dollars for a month of 730 hours, at list prices, without taxes, discounts, free tier and allowances of the account.",
            "    16.59  load balancer",
            "    16.43    env: Application Load Balancer, 730 × 0.0225 per hour; one of the environment's own",
            "     3.65    env: addresses of instances, 730 × 0.005 per hour; each instance has a public address",
            "     0.05    secret-key: reads, 10000 × 0.000005 per request; assumption secretReads",
            "    64.89  total",
            "    84.36  at most, with each environment at its largest size all month",
            "  requests=1000000: requests over HTTP to each environment",
            "     3.65  a load balancer in two zones: network.subnetIds or network.loadBalancerSubnetIds with two subnets, network.zones with two zones",
            "           lost: a zone: with two zones the loss of one leaves one",
            "--explain tells why it is more than estimates of 30 to 40 USD, what is free, and where prices come from.",
        ]) {
            assert.ok(out.split("\n").includes(line), `${line}\n${out}`);
        }
        assert.ok(!out.includes("Not estimated"));
    });

    it("says at the top that the stack's budget is too small", async () => {
        const inputs = { name: "notes-whole-account", limitAmount: "50", limitUnit: "USD", timeUnit: "MONTHLY" };
        write("state.json", stateOf("us-east-1", [resource("aws:budgets:Budget", "watch-budget", inputs)]));
        const { code, out } = await run("state.json");
        assert.equal(code, 0);
        assert.equal(
            out.split("\n")[1],
            "! The budget notes-whole-account is 50.00 a month, less than the total of 64.89: people will be told that it is exceeded. Set monitoring.budget.monthlyUsd to 65 or more.",
        );
    });

    it("explains the difference line by line, what is free, and where prices come from", async () => {
        const { out } = await run("state.json", "--explain");
        for (const line of [
            "  -     13.98  database: left out there, although the application had one: instance, standby, storage",
            "     16     16.59  load balancer: its hours there; here its capacity units too, and nothing for a single instance or a shared one",
            "  1 × aws:acm:Certificate: public certificates are free",
            "    address",
            "  30 to 40   64.89  total",
        ]) {
            assert.ok(out.includes(line), `${line}\n${out}`);
        }
        assert.match(out, /^ {2}https:\/\/aws\.amazon\.com\/blogs\/.*\(2023-07-28, in force since 2024-02-01\)$/m);
    });

    it("takes assumptions of a file and of the command line, and says which are yours", async () => {
        write("usage.json", { dataOutGb: 100, zones: 6 });
        const { usage, total } = await json("--usage", "usage.json", "--set", "zones=2");
        assert.deepEqual(
            usage.filter(({ given }) => given).map(({ name, value }) => [name, value]),
            [
                ["dataOutGb", 100],
                ["zones", 2],
            ],
        );
        assert.equal(total.toFixed(2), "69.08");
        const { out } = await run("state.json", "--set", "zones=2");
        assert.ok(out.includes("  zones=2 (yours): zones of the load balancer;"), out);
    });

    it("takes prices of AWS' list over its own", async () => {
        write("prices.json", addressPrice);
        const [own, listed] = [await json(), await json("--prices", "prices.json")];
        assert.equal((listed.total - own.total).toFixed(2), "14.60");
        assert.deepEqual(listed.lines.find(({ what }) => what.startsWith("addresses"))?.source, {
            where: "prices.json",
            date: "2026-09-11T12:44:25Z",
        });
    });

    it("takes the prices of another region", async () => {
        const { region, total } = await json("--region", "eu-central-1");
        assert.equal(region, "eu-central-1");
        assert.ok(total > 65 && total < 80, String(total));
    });

    it("says what has no price, and leaves it out", async () => {
        write("state.json", {
            deployment: {
                resources: [
                    {
                        urn: "urn:pulumi:p::p::aws:emr/cluster:Cluster::batch",
                        type: "aws:emr/cluster:Cluster",
                        custom: true,
                        inputs: {},
                    },
                ],
            },
        });
        const { code, out } = await run("state.json", "--region", "us-east-1");
        assert.equal(code, 0);
        assert.ok(
            out.includes(
                "Not estimated, and not in the total:\n  batch (aws:emr:Cluster): no price is known of this type of resource",
            ),
            out,
        );
    });

    it("has everything for programs", async () => {
        const { total, atMost, comparison, suggestions, lines } = await json();
        assert.equal(lines.reduce((sum, { usd }) => sum + usd, 0).toFixed(6), total.toFixed(6));
        assert.equal(atMost.toFixed(2), "84.36");
        assert.equal(comparison.length, 10);
        assert.ok(suggestions.length > 3);
    });

    it("prints its help", async () => {
        const { code, out } = await run("--help");
        assert.equal(code, 0);
        assert.ok(out.startsWith("npm run --silent cost -- [STATE] [options]"));
    });

    const mistakes: [string, string[], string][] = [
        ["an option that there is not", ["--stak", "x"], "Unknown option '--stak'"],
        ["two files", ["a.json", "b.json"], "One exported stack, or --stack, not both."],
        ["a file and a stack", ["a.json", "--stack", "dev"], "One exported stack, or --stack, not both."],
        ["an assumption without a value", ["--set", "requests"], "--set takes NAME=NUMBER, not requests."],
        ["a value for a flag", ["--json=1"], "Option '--json' does not take an argument"],
    ];
    for (const [title, args, message] of mistakes) {
        it(`ends with 2 for ${title}`, async () => {
            const { code, out, err } = await run(...args);
            assert.deepEqual({ code, out }, { code: 2, out: "" });
            assert.ok(err.startsWith(message), err);
        });
    }

    const problems: [string, string[], string[]][] = [
        ["no such state", ["none.json"], ["The exported stack has a problem:", "no such file"]],
        ["a folder", ["."], ["got      no file"]],
        ["no such list", ["state.json", "--prices", "none.json"], ["The price list has a problem:", "no such file"]],
        [
            "assumptions that are no JSON",
            ["state.json", "--usage", "broken.json"],
            ["The usage has a problem:", "got      no JSON"],
        ],
        [
            "an assumption that there is not",
            ["state.json", "--set", "traffic=1"],
            ["--set: traffic", "no such assumption"],
        ],
        ["another form of list", ["state.json", "--prices", "state.json"], ["got      another form"]],
        [
            "a region without prices",
            ["state.json", "--region", "ap-south-1"],
            ["got      ap-south-1", "allowed  us-east-1, eu-west-1, eu-central-1"],
        ],
        ["no region", ["nowhere.json"], ["got      none: neither the stack nor its provider names one"]],
    ];
    for (const [title, args, parts] of problems) {
        it(`ends with 1 for ${title}`, async () => {
            write("broken.json", "token=canary");
            write("nowhere.json", stateOf(undefined));
            const { code, out, err } = await run(...args);
            assert.deepEqual({ code, out }, { code: 1, out: "" });
            parts.forEach((part) => {
                assert.ok(err.includes(part), err);
            });
            assert.ok(!err.includes("canary") && !err.includes("    at "), err);
        });
    }
});
