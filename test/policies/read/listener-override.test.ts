import * as assert from "node:assert/strict";
import { Override, overrideIn } from "../../../policies/read/listener-override";
import { redirect } from "../sample-stack";

const inJson = JSON.stringify({
    Resources: {
        AWSEBV2LoadBalancerListener: {
            Properties: { DefaultActions: [{ Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: 443 } }] },
        },
    },
});
const changed = (from: string, to: string) => {
    assert.ok(redirect.includes(from));
    return redirect.replace(from, to);
};
const twice = `${redirect}        - Type: forward\n`;
const conditional = changed("DefaultActions:", "DefaultActions: !If [a, b, c]\n      Unused:");
const endless = `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n`;

describe("overrideIn", () => {
    const other: Override = { kind: "other", file: "a.config" };
    const broken: Override = { kind: "broken", files: ["a.config"] };
    const cases: [string, (string | undefined)[], Override][] = [
        ["no file", [], { kind: "absent" }],
        ["an empty file", [""], { kind: "absent" }],
        ["a file about something else", ["packages: {yum: {git: []}}"], { kind: "absent" }],
        ["a redirect in YAML", [redirect], { kind: "redirects" }],
        ["a redirect behind a byte order mark", [`\uFEFF${redirect}`], { kind: "redirects" }],
        ["a redirect in JSON", [inJson], { kind: "redirects" }],
        ["a redirect that leaves the port of the listener alone", [changed("Port: 80", "")], { kind: "redirects" }],
        ["a redirect to HTTP", [changed("Protocol: HTTPS", "Protocol: HTTP")], other],
        ["a redirect without protocol, which keeps HTTP", [changed("Protocol: HTTPS", "")], other],
        ["a redirect without port, which keeps 80", [changed('Port: "443"', "")], other],
        ["a redirect to another port", [changed('Port: "443"', 'Port: "8443"')], other],
        ["a listener on another port", [changed("Port: 80", "Port: 8080")], other],
        ["a forward", [changed("Type: redirect", "Type: forward")], other],
        ["two actions", [twice], other],
        ["actions that only CloudFormation knows", [conditional], other],
        [
            "a listener whose actions are left alone",
            [redirect, "Resources: {AWSEBV2LoadBalancerListener: {Properties: {Port: 80}}}"],
            { kind: "redirects" },
        ],
        ["a forward beside a redirect", [changed("Type: redirect", "Type: forward"), redirect], other],
        ["no YAML", ["Resources: ["], broken],
        ["a file that could not be read", [undefined], broken],
        ["aliases without end", [endless], broken],
        ["no YAML beside a redirect, which it may undo", ["Resources: [", redirect], broken],
    ];
    for (const [title, texts, expected] of cases) {
        it(`${title}: ${expected.kind}`, async () => {
            const files = texts.map((text, index) => ({ name: `${"ab"[index]}.config`, text }));
            assert.deepEqual(await overrideIn(files), expected);
        });
    }
});
