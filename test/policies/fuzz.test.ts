import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { catalogue } from "../../policies/catalogue";
import { policiesOf } from "../../policies/pack";
import { Described, runPolicies, unknown } from "../support/policy-runner";
import { repository } from "../support/program";
import { rightOptions, settings } from "./sample-stack";
import { today } from "./scenarios";

const sources = (folder: string): string[] =>
    fs
        .readdirSync(path.join(repository, folder), { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? sources(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
const text = [...sources("policies/rules"), ...sources("policies/read")]
    .map((file) => fs.readFileSync(path.join(repository, file), "utf8"))
    .join("\n");
const matches = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))];

/** What rules read, by what their sources say: every short text may be a property, `x:y:z` a namespace, capitals an option. */
const properties = matches(/"([a-z][A-Za-z0-9]{1,40})"/g);
const namespaces = matches(/"(aws:[a-z0-9:]+)"/g);
const names = matches(/"([A-Z][A-Za-z0-9]{2,40})"/g);
const types = [
    ...new Set(catalogue.flatMap(({ types }) => types)),
    ...matches(/"(aws:[a-z0-9]+\/[A-Za-z0-9]+:[A-Za-z0-9]+)"/g),
];
const scalars = fc.constantFrom<unknown>(
    unknown,
    "",
    "*",
    "true",
    "false",
    true,
    0,
    -1,
    443,
    null,
    "0.0.0.0/0",
    "::/0",
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "{",
    '{"Statement": 3}',
    '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}]}',
);

/** One that JSON may have and that makes String() throw is among them. */
const keys = fc.constantFrom("toString", ...properties, ...names);

/** Any JSON, with the words that rules look for more often than chance would have it. */
const some: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 2 },
        scalars,
        fc.constantFrom(...properties, ...names),
        fc.string({ maxLength: 8 }),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 2, noNullPrototype: true }),
    ),
})).value;
const option = fc
    .tuple(fc.constantFrom(...namespaces), fc.constantFrom(...names))
    .map(([namespace, name]) => `${namespace}/${name}`);
const options = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(rightOptions)), option), some, {
    maxKeys: 5,
    noNullPrototype: true,
});
const props = fc
    .tuple(
        fc.dictionary(fc.constantFrom(...properties), some, { maxKeys: 5, noNullPrototype: true }),
        fc.option(options),
    )
    .map(([other, set]) => (set === null ? other : { ...other, settings: settings(set) }));
const resource = fc.record({
    type: fc.constantFrom(...types),
    props,
    stack: fc.constantFrom("dev", "prod"),
    opts: fc.constantFrom({}, { protect: true }),
});
const linked = (resources: readonly Omit<Described, "name" | "from">[]): Described[] =>
    resources.map((it, index) => ({
        ...it,
        name: `r${index}`,
        from: Object.fromEntries(Object.keys(it.props).map((key) => [key, [`r${(index + 1) % resources.length}`]])),
    }));
const configs = fc.dictionary(fc.constantFrom("pack-settings", ...catalogue.map(({ name }) => name)), fc.object(), {
    noNullPrototype: true,
    maxKeys: 2,
});

describe("all rules", function () {
    this.timeout(480_000);

    const policies = policiesOf(catalogue, "/program", undefined, () => today);

    it("never throw, whatever the properties, links and configuration are", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(resource, { minLength: 1, maxLength: 3 }),
                fc.option(configs, { freq: 10, nil: {} }),
                async (resources, config) => {
                    await runPolicies(policies, linked(resources), config);
                },
            ),
            { numRuns: 5000 },
        );
    });
});
