/**
 * A version constraint of Poetry in the form that pip reads, without blanks: `^1.2` is `>=1.2,<2.0`.
 *
 * https://python-poetry.org/docs/dependency-specification/#version-constraints
 *
 * @returns undefined for what pip's format cannot say: alternatives with `||`
 */
export function poetryConstraint(constraint: string): string | undefined {
    if (constraint.includes("|")) {
        return undefined;
    }
    const parts = constraint
        .trim()
        .replace(/(\^|~=?|[<>=!]=?|===)\s+/g, "$1")
        .split(/\s*,\s*|\s+/)
        .filter((part) => part !== "" && part !== "*")
        .map(single);
    return parts.includes(undefined) ? undefined : parts.join(",");
}

function single(part: string): string | undefined {
    if (/^(==|!=|<=|>=|<|>|~=|===)/.test(part)) {
        return part;
    }
    const [, sign = "", version = ""] =
        /^([\^~=]?)v?(\d+(?:\.\d+)*(?:[.-]?(?:a|b|rc|post|dev)\d*)*(?:\.\*)?)$/i.exec(part) ?? [];
    if (version === "") {
        return undefined;
    }
    const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
    switch (sign) {
        case "^":
            return `>=${version},<${raised(numbers, caretPlace(numbers))}`;
        case "~":
            return `>=${version},<${raised(numbers, Math.min(1, numbers.length - 1))}`;
        default:
            return `==${version}`;
    }
}

/** The first number that is not zero may not change; with zeros alone, the last one given. */
function caretPlace(numbers: readonly number[]): number {
    const place = numbers.findIndex((number) => number > 0);
    return place < 0 ? numbers.length - 1 : place;
}

const raised = (numbers: readonly number[], place: number): string =>
    numbers.map((number, index) => (index < place ? number : index === place ? number + 1 : 0)).join(".");

/** The same for `python = "^3.11"`, as a marker; empty for any version. */
export function pythonMarker(constraint: string): string | undefined {
    return poetryConstraint(constraint)
        ?.split(",")
        .filter((part) => part !== "")
        .map((part) => {
            const [, sign = "", version = ""] = /^([<>=!~]+)(.*)$/.exec(part) ?? [];
            const name = version.replace(/\.\*$/, "").split(".").length > 2 ? "python_full_version" : "python_version";
            return `${name} ${sign} "${version}"`;
        })
        .join(" and ");
}
