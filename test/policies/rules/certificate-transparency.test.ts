import { certificateTransparency } from "../../../policies/rules/certificate-transparency";
import { Described, secret, unknown } from "../../support/policy-runner";
import { certificate } from "../sample-stack";
import { itJudges } from "../scenarios";

const property = "certificateTransparencyLoggingPreference";
const rest =
    '; wanted: "ENABLED", or nothing. In this project: nothing, its certificates are logged. In any other program: leave ' +
    `${property} out.`;
const wrong = `options.${property} is not "ENABLED"${rest}`;
const unproven = `That options.${property} is "ENABLED" cannot be proven: it is not known in this preview${rest}`;
const of = (options: unknown, other = {}): Described => ({
    ...certificate,
    props: { ...certificate.props, options, ...other },
});

describe("certificate-transparency", () => {
    itJudges(certificateTransparency, [
        { title: "absent is AWS's ENABLED", stack: () => [of(undefined)], reads: ["certificate.options"] },
        // Checkov fails these, since it looks for the word.
        {
            title: "so it is with other options",
            stack: () => [of({ export: "ENABLED" })],
            reads: ["certificate.options"],
        },
        {
            title: "ENABLED is right",
            stack: () => [of({ [property]: "ENABLED" })],
            reads: [`certificate.options.${property}`],
        },
        { title: "DISABLED is wrong", stack: () => [of({ [property]: "DISABLED" })], finds: [wrong] },
        {
            title: "an imported certificate is logged, or not, by who made it",
            stack: () => [of({ [property]: "DISABLED" }, { privateKey: unknown })],
            reads: ["certificate.privateKey"],
        },
        {
            title: "unknown is not proven",
            stack: () => [of({ [property]: unknown }), of(unknown)],
            finds: [unproven, unproven],
        },
        { title: "a secret is not repeated", stack: () => [of({ [property]: secret("hunter2") })], finds: [wrong] },
    ]);
});
