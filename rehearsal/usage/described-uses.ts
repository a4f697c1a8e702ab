import { setTimeout as pause } from "node:timers/promises";
import { firstLine, literally } from "../../components/words";
import { shellWord } from "../../ebextensions/shell";
import type { Outcome, Use } from "../model";
import { Browser, Visit } from "./browser";
import type { DescribedRequest, DescribedUse, Description } from "./description-schema";
import { BucketObject, inBucket, plain, shownAnswer, unmet, withoutSignature } from "./expectations";
import { bodyText, NoAnswer } from "./http-client";
import { placeholders, Values } from "./placeholders";
import type { Site } from "./site";

/** What the uses of an application need besides its site. */
export interface Inside {
    /** Runs a management command on one instance, with the environment of the application and these variables. */
    manage(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome>;
    /** Undefined where the stack has no bucket. */
    readonly bucketObjects: (() => Promise<readonly BucketObject[]>) | undefined;
}

/** Uses the application as it describes itself; after a failure nothing that builds on it is tried. */
export async function describedUses({ random, setup, uses }: Description, site: Site, inside: Inside): Promise<Use[]> {
    const values = new Values(random);
    const story = new Story(site, inside, values);
    const tasks = [
        ...setup.map((command) => ({
            name: "set up",
            request: shownCommand(command),
            work: () => story.setUp(command),
        })),
        ...uses.map((use) => ({ name: use.name, request: firstRequest(use, story), work: () => story.tell(use) })),
    ];
    const told: Use[] = [];
    let failed: string | undefined;
    for (const { name, request, work } of tasks) {
        const use: Use =
            failed === undefined
                ? { name, request, ...(await work()) }
                : { name, request, verdict: "skipped", found: "not tried", note: `${failed} failed.` };
        failed ??= use.verdict === "failed" ? name : undefined;
        told.push(maskedUse(use, values));
    }
    return told;
}

type Told = Pick<Use, "verdict" | "found" | "note"> & { readonly request?: string };

/** One visitor's way through the application. */
class Story {
    private readonly browser: Browser;

    constructor(
        site: Site,
        private readonly inside: Inside,
        private readonly values: Values,
    ) {
        this.browser = new Browser(site);
    }

    async setUp({ manage, env }: Description["setup"][number]): Promise<Told> {
        const { code, output } = await this.inside.manage(this.values.fill(manage), this.values.fill(env));
        const found = `exit code ${code}`;
        return code === 0 ? { verdict: "ok", found } : { verdict: "failed", found, note: lastLine(output) };
    }

    async tell({ requests }: DescribedUse): Promise<Told> {
        const found: string[] = [];
        let request = "";
        for (const template of requests) {
            request = this.shown(template);
            try {
                const { shown, problems } = await this.tried(template);
                found.push(shown);
                if (problems.length > 0) {
                    return { request, verdict: "failed", found: found.join(", "), note: problems.join(" ") };
                }
            } catch (error) {
                if (!(error instanceof NoAnswer)) {
                    throw error;
                }
                return { request, verdict: "failed", found: [...found, error.message].join(", ") };
            }
        }
        return { request, verdict: "ok", found: found.join(", ") };
    }

    /** `GET https://notes.example.com/`, as far as it is known. */
    shown({ get, post }: DescribedRequest): string {
        const link = this.values.fill(get ?? post ?? "");
        const url = placeholders(link).length > 0 ? link : this.browser.url(link).href;
        return `${get === undefined ? "POST" : "GET"} ${withoutSignature(url)}`;
    }

    /** Once, or until it is as expected or the time is over. */
    private async tried(template: DescribedRequest): Promise<{ shown: string; problems: string[] }> {
        const until = Date.now() + (template.withinSeconds ?? 0) * 1000;
        for (;;) {
            const result = await this.once(template);
            if (result.problems.length === 0 || Date.now() >= until) {
                return result;
            }
            await pause(250);
        }
    }

    private async once(template: DescribedRequest): Promise<{ shown: string; problems: string[] }> {
        const request = this.values.fill(template);
        const first = await this.sent(request);
        const visits = request.follow ? await this.browser.follow(first) : [first];
        const last = visits.at(-1) ?? first;
        const problems = unmet(last, request.expect);
        const shown = visits.map(shownAnswer);
        if (problems.length === 0) {
            problems.push(...this.kept(last, template.keep));
        }
        if (problems.length === 0 && request.expect.bucket !== undefined) {
            const stored = await this.stored(request.expect.bucket);
            if (typeof stored === "string") {
                problems.push(stored);
            } else {
                shown.push(`in the bucket: ${stored.key}`);
            }
        }
        return { shown: shown.join(", "), problems };
    }

    private sent({ get, post, page, form = {}, files = {} }: DescribedRequest): Promise<Visit> {
        const url = this.browser.url(get ?? post ?? "");
        return get === undefined
            ? this.browser.post(url, page === undefined ? url : this.browser.url(page), { fields: form, files })
            : this.browser.get(url);
    }

    private async stored(text: string): Promise<{ readonly key: string } | string> {
        return this.inside.bucketObjects === undefined
            ? "The stack has no bucket (media)."
            : inBucket(await this.inside.bucketObjects(), text);
    }

    private kept({ answer }: Visit, keep: DescribedRequest["keep"]): string[] {
        return Object.entries(keep).flatMap(([name, pattern]) => {
            const written = this.values.fill(pattern, literally);
            const match = new RegExp(written).exec(bodyText(answer))?.[1];
            if (match === undefined) {
                return [`Nothing in the answer matches ${written}, to be kept as ${name}.`];
            }
            this.values.keep(name, plain(match));
            return [];
        });
    }
}

const firstRequest = ({ requests: [first] }: DescribedUse, story: Story): string =>
    first === undefined ? "" : story.shown(first);

const shownCommand = ({ manage }: Description["setup"][number]): string =>
    ["manage.py", ...manage.map(shellWord)].join(" ");

/** Of a failed management command the last line names the error. */
const lastLine = (output: string): string => firstLine(output.trimEnd().split("\n").at(-1) ?? "");

const maskedUse = (use: Use, values: Values): Use => ({
    ...use,
    request: values.masked(use.request),
    found: values.masked(use.found),
    ...(use.note === undefined ? {} : { note: values.masked(use.note) }),
});
