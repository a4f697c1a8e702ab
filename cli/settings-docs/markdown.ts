import { effectKinds, Effect, Effects } from "./effect";
import type { Row, Table } from "./rows";

export interface SettingsPage {
    readonly tables: readonly Table[];
    readonly effects: Effects;
    /** Options that are set without a setting, with their values. */
    readonly fixedOptions: readonly (readonly [string, string])[];
    /** Options that no setting sets, with the reasons. */
    readonly withoutSetting: Readonly<Record<string, string>>;
}

const effectsTitle = "What changing a setting does";
const fixedTitle = "Options that are always set";
const otherTitle = "Options without a setting";

/** The page for users. It depends on the schema and the table of effects alone, so that a test can compare it. */
export function settingsPage({ tables, effects, fixedOptions, withoutSetting }: SettingsPage): string {
    const headings = [
        { title: effectsTitle, level: 2 },
        ...tables,
        { title: fixedTitle, level: 2 },
        { title: otherTitle, level: 2 },
    ];
    const parts = [
        intro,
        headings.map(({ title, level }) => `${"  ".repeat(level - 2)}- [${title}](#${anchor(title)})`).join("\n"),
        effectsSection(),
        ...tables.map((table) => section(table, effects)),
        fixedSection(fixedOptions),
        otherSection(withoutSetting),
    ];
    return `${parts.join("\n\n")}\n`;
}

const intro = `# Settings

<!-- Written by: npm run settings-docs. Changes made here are lost. -->

Everything that a stack file, \`Pulumi.<stack>.yaml\`, can say below \`config:\` under \`django-beanstalk:<key>\`, with what it means, what it is when you leave it
out, and what changing it does to a service that runs. Two defaults are those of a dev and a prod stack; a stack is prod unless \`environment.stage\` says dev.
For completion and checks while you write, make \`# yaml-language-server: $schema=docs/settings.schema.json\` the first line of the stack file: editors with the YAML
language server (in VS Code the extension YAML by Red Hat) then know every setting below.`;

/** As GitHub makes it from a heading. */
export const anchor = (title: string): string =>
    title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-");

function effectsSection(): string {
    const rows = Object.values(effectKinds).map(({ label, text }) => [label, prose(text)]);
    return [`## ${effectsTitle}`, markdownTable(["word in the tables", "what happens"], rows)].join("\n\n");
}

function section({ title, level, intro: words, rows }: Table, effects: Effects): string {
    const heading = `${"#".repeat(level)} ${title}`;
    const header = ["setting", "type", "default (dev / prod)", "meaning", "changing it", "Elastic Beanstalk option"];
    const text = words === "" || words.endsWith(".") ? words : `${words}.`;
    const lines = rows.map((row) => cells(row, effects[row.path]));
    return [heading, prose(text), lines.length === 0 ? "" : markdownTable(header, lines)]
        .filter((part) => part !== "")
        .join("\n\n");
}

function cells({ path, type, defaults: { dev, prod }, meaning }: Row, effect: Effect | undefined): string[] {
    return [
        `\`${path}\``,
        prose(type),
        dev === prod ? dev : `${dev} / ${prod}`,
        prose(meaning),
        effect === undefined ? "" : prose(effectWords(effect)),
        (effect?.options ?? []).map((option) => `\`${option}\``).join("<br>"),
    ];
}

function effectWords({ does, note }: Effect): string {
    const labels = does.map((kind) => effectKinds[kind].label).join(", ");
    return note === undefined ? labels : `${labels}. ${note}`;
}

function fixedSection(options: SettingsPage["fixedOptions"]): string {
    const rows = options.map(([option, value]) => [`\`${option}\``, value.includes(" ") ? value : `\`${value}\``]);
    const words =
        "No setting stands behind these, and `options` cannot set them; without a load balancer those of one are left out.";
    return [`## ${fixedTitle}`, words, markdownTable(["Elastic Beanstalk option", "value"], rows)].join("\n\n");
}

function otherSection(options: SettingsPage["withoutSetting"]): string {
    const rows = Object.entries(options).map(([option, reason]) => [`\`${option}\``, prose(reason)]);
    const words =
        "Every other option of Elastic Beanstalk for Python and Docker has a setting above. These go under `options`, but for those of the classic load balancer and of Windows, which no environment of ours has and which are refused there. A namespace stands for all its options.";
    return [`## ${otherTitle}`, words, markdownTable(["Elastic Beanstalk option", "why"], rows)].join("\n\n");
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (texts: readonly string[]) => `| ${texts.map(cell).join(" | ")} |`;
    return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A pipe ends a cell even inside code. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");

/** Text outside of code, in which signs would be Markdown or HTML. */
function prose(text: string): string {
    return text
        .split("`")
        .map((part, i) => (i % 2 === 1 ? part : part.replaceAll(/[*<]/g, "\\$&")))
        .join("`");
}
