import { planGeneratedFiles, planVersionFiles } from "../components/generated-files";
import { parseSettings } from "../components/settings";
import { median } from "./measure";

const repeats = 100;
/** Milliseconds for all files of one environment. */
const target = 50;

const common = {
    name: "notes",
    directory: "examples/notes",
    wsgi: "config.wsgi:application",
    settingsModule: "config.settings.production",
};
const domain = { name: "notes.example.com", zone: "example.com" };
const stacks = {
    python: { app: { ...common, version: { header: "X-App-Version", contextProcessor: true } }, domain },
    docker: { app: { ...common, platform: { kind: "docker" } }, domain },
};

/** All generated files of one environment of each platform, from settings to text. */
export function generate(): Promise<void> {
    console.log(`Medians of ${repeats} runs, Node ${process.versions.node}`);
    for (const [name, raw] of Object.entries(stacks)) {
        const settings = parseSettings(raw, { stack: "bench", region: "us-east-1", root: "/repository" });
        const make = () => [...planGeneratedFiles(settings, new Set()), ...planVersionFiles(settings, undefined)];
        const files = make();
        const times = Array.from({ length: repeats }, () => {
            const started = performance.now();
            make();
            return performance.now() - started;
        });
        const value = median(times);
        console.log(
            `  ${name.padEnd(8)} ${files.length} files in ${value.toFixed(1)} ms (the slowest of all ${Math.max(...times).toFixed(1)} ms)   target: at most ${target} ms   ${value <= target ? "holds" : "DOES NOT HOLD"}`,
        );
    }
    return Promise.resolve();
}
