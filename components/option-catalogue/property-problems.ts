import type { Problem } from "../problem";
import { propertyName, propertyNameAllowed } from "./forms";
import { canonicalJson, compareBytes } from "./json";
import type { Platform } from "./types";

/** Elastic Beanstalk passes all properties to CloudFormation as one parameter, which holds no more. */
export const maxPropertyBytes = 4096;

/** Properties that a platform sets itself; they take part of the room. */
const platformProperties: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
    python: { PYTHONPATH: "/var/app/venv/staging-LQM1lest/bin" },
    docker: {},
};

const anotherHome = "Move large or secret ones to secrets (Secrets Manager or SSM), which do not count.";

/**
 * Environment properties that AWS would refuse or that would not arrive as they are. No message holds a value. The guide's list of signs leaves out the
 * comma and others that environments use every day; refused are those that it wants escaped, and control characters.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html
 */
export function propertyProblems(properties: Readonly<Record<string, string>>, platform: Platform): Problem[] {
    return [
        ...Object.entries(properties).flatMap(([name, value]) => [
            ...nameProblems(name),
            ...valueProblems(name, value),
        ]),
        ...sizeProblems(properties, platform),
    ];
}

const whereOf = (name: string): string => `app.variables.${name}`;

const nameProblems = (name: string): Problem[] =>
    propertyName.test(name)
        ? []
        : [
              {
                  where: whereOf(name),
                  got: "a name with other signs",
                  allowed: propertyNameAllowed,
                  remedy: "Rename it.",
              },
          ];

function valueProblems(name: string, value: string): Problem[] {
    const where = whereOf(name);
    if (value === "") {
        const remedy = "Leave it out; the application sees the same.";
        return [{ where, got: "an empty value", allowed: "a text", remedy }];
    }
    // eslint-disable-next-line no-control-regex -- looking for them is the purpose
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value)) {
        const remedy = "Remove them, or encode the value, with Base64 for example.";
        return [{ where, got: "a value with control characters", allowed: "text, tabs and line feeds", remedy }];
    }
    // What is left after every pair of a backslash and the sign that it escapes.
    if (/[\\'"]/.test(value.replace(/\\[\\'"]/g, ""))) {
        return [
            {
                where,
                got: "a value with a quotation mark or a backslash that is not escaped",
                allowed: "\\\\, \\' and \\\" for a backslash and quotation marks",
                remedy: "Make the value a secret, which takes any text, JSON too; or put a backslash before each such sign.",
            },
        ];
    }
    return [];
}

/** Bytes of all properties as CloudFormation counts them, the platform's own and the commas between them included. */
export function propertyBytes(properties: Readonly<Record<string, string>>, platform: Platform): number {
    const all = Object.entries({ ...platformProperties[platform], ...properties });
    return all.reduce((sum, [name, value]) => sum + pairBytes(name, value), Math.max(0, all.length - 1));
}

const pairBytes = (name: string, value: string): number => Buffer.byteLength(`${name}=${value}`);

function sizeProblems(properties: Readonly<Record<string, string>>, platform: Platform): Problem[] {
    const bytes = propertyBytes(properties, platform);
    if (bytes <= maxPropertyBytes) {
        return [];
    }
    const largest = Object.entries(properties)
        .map(([name, value]) => ({ name, bytes: pairBytes(name, value) }))
        .sort((a, b) => b.bytes - a.bytes || compareBytes(a.name, b.name))
        .slice(0, 10)
        .map((property) => `${property.name} ${property.bytes}`);
    return [
        {
            where: "app.variables",
            got: `${bytes} bytes, the deployment's and the platform's own included; the largest: ${largest.join(", ")}`,
            allowed: `${maxPropertyBytes} bytes of NAME=value and the commas between them`,
            remedy: anotherHome,
        },
    ];
}

/**
 * Properties of which some later change would never reach AWS, because the provider compares sorted list items and rewritten JSON. Two different values
 * that both pass are different for the provider too; so only values are refused that share their hash with one that passes.
 */
export function hashBlindProblems(properties: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(properties).flatMap(([name, value]) => {
        const json = canonicalJson(value);
        if (json === value) {
            return [];
        }
        return json === undefined ? listProblem(name, value) : [jsonProblem(name)];
    });
}

/** A number too large for Go is JSON as well, but compared as it stands. */
function listProblem(name: string, value: string): Problem[] {
    if (isHugeJson(value) || value === listText(value)) {
        return [];
    }
    return [
        {
            where: whereOf(name),
            got: "a list that is not sorted",
            allowed: "items in the order of their bytes, or no commas",
            remedy: "Sort it if the order means nothing: the provider would never send another order. If it means something, put semicolons or spaces between the items, make it a secret, or keep the list in the application.",
        },
    ];
}

/**
 * The one text that passes of all that have the same items. People write a space after each comma; there the item without a space is the first, whatever
 * it is, so that the provider sees when another becomes the first.
 */
function listText(value: string): string {
    const items = value.split(",").sort(compareBytes);
    const spaced = items.filter((item) => item.startsWith(" "));
    return items.length - spaced.length === 1
        ? [...items.filter((item) => !item.startsWith(" ")), ...spaced].join(",")
        : items.join(",");
}

function isHugeJson(value: string): boolean {
    try {
        JSON.parse(value);
        return true;
    } catch {
        return false;
    }
}

const jsonProblem = (name: string): Problem => ({
    where: whereOf(name),
    got: "a number or JSON in another spelling than the shortest",
    allowed: "1.1 rather than 1.10; JSON without spaces and with sorted keys",
    remedy: "Spell it so: the provider would never send another spelling. If the spelling means something, put a letter before it: v1.10.",
});
