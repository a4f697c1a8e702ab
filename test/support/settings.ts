import { parseSettings, Settings } from "../../components/settings";

/** The smallest stack file that is right. */
export const minimalRaw = {
    app: {
        name: "notes",
        directory: "examples/notes",
        wsgi: "config.wsgi:application",
        settingsModule: "config.settings.production",
    },
    environment: { stage: "dev" },
};

/** Settings of a small dev stack, with top-level keys replaced. */
export function testSettings(
    changes: Readonly<Record<string, unknown>> = {},
    context: { stack?: string; root?: string; region?: string } = {},
): Settings {
    return parseSettings(
        { ...minimalRaw, ...changes },
        { stack: context.stack ?? "dev", region: context.region ?? "us-east-1", root: context.root ?? "/repository" },
    );
}
