import { formatBytes } from "../../components/source-bundle/size-guards";
import type { Settings } from "../../components/settings";
import { buildWorkerBundle } from "../../components/worker/bundle/build";
import type { UserDataPlan, WorkerBundle } from "../../components/worker/model";
import { planWorkerBundle, sampleKeyOf, WorkerPlan, WorkerSettings } from "../../components/worker/plan-worker";
import { planUserData } from "../../components/worker/user-data";

/** What a worker weighs. */
export interface Sizes {
    readonly name: string;
    readonly delivery: WorkerSettings["delivery"];
    readonly compression: string;
    readonly stageOne: UserDataPlan;
    readonly bundle: WorkerBundle;
}

/**
 * Packs the worker as an update would, and writes its user data with the key that it gets, or with one as long as that.
 *
 * @param root - folder of the stack files
 */
export async function sizesOf(plan: WorkerPlan, settings: Settings, root: string): Promise<Sizes> {
    const { delivery, compression } = plan.settings;
    const stageOne = planUserData(plan.userData(sampleKeyOf(plan.settings)));
    const bundle = await buildWorkerBundle(planWorkerBundle(plan, settings, root));
    return { name: plan.name, delivery, compression, stageOne, bundle };
}

const grouped = (count: number): string => count.toLocaleString("en-US");
const percentOf = (bytes: number, limit: number): string => ((bytes / limit) * 100).toFixed(1);

/** What goes over the network for a first release; user data travels with the instance. */
const transferOf = ({ stageOne, bundle }: Sizes): number => stageOne.bytes + bundle.bytes;

export function sizesText(sizes: Sizes): string {
    const { name, delivery, compression, stageOne, bundle } = sizes;
    const limit = grouped(stageOne.limit);
    const rows = [
        [
            "Original",
            bundle.originalBytes,
            `${bundle.entries} files: ${percentOf(bundle.originalBytes, stageOne.limit)} % of the limit, were they user data`,
        ],
        [
            "Stage one",
            stageOne.bytes,
            `${grouped(stageOne.bytes)} of ${limit} bytes of user data: ${stageOne.percent.toFixed(1)} %${stageOne.gzip ? ", compressed" : ""}`,
        ],
        ["Bundle", bundle.bytes, `${compression}, ${bundle.sha256.slice(0, 12)}`],
        ["Transfer", transferOf(sizes), "both stages"],
    ] as const;
    return [
        `${name}, delivery by ${delivery.kind}`,
        "",
        ...rows.map(([label, bytes, words]) => `  ${label.padEnd(10)}${formatBytes(bytes).padStart(9)}  ${words}`),
        "",
        `  Stage one by its parts${stageOne.gzip ? ", before compression" : ""}, in bytes`,
        ...stageOne.parts.map((part) => `  ${grouped(part.bytes).padStart(8)}  ${part.name}`),
        ...noticesOf(sizes).map((notice) => `\n! ${notice}`),
    ].join("\n");
}

/** For delivery over a URL the stack file names a bundle, which somebody has to have put there. */
export function noticesOf({ name, delivery, bundle }: Sizes): readonly string[] {
    const isOther = delivery.kind === "url" && delivery.sha256 !== bundle.sha256;
    return [
        ...bundle.notices,
        ...(isOther
            ? [
                  `worker.${name}.delivery.sha256 is of another bundle than these files make (${bundle.sha256}). To deploy them: npm run --silent worker -- ` +
                      "bundle, put the file at the URL of a new release, and name both in the stack file.",
              ]
            : []),
    ];
}

export function sizesJson(stack: string, all: readonly Sizes[]): string {
    const workers = all.map((sizes) => {
        const { name, delivery, compression, stageOne, bundle } = sizes;
        const { bytes, limit, percent, gzip, parts } = stageOne;
        return {
            name,
            delivery: delivery.kind,
            original: { bytes: bundle.originalBytes, files: bundle.entries },
            stageOne: { bytes, limit, percent, gzip, parts },
            bundle: { path: bundle.path, bytes: bundle.bytes, sha256: bundle.sha256, compression },
            transferBytes: transferOf(sizes),
            notices: noticesOf(sizes),
        };
    });
    return JSON.stringify({ version: 1, stack, workers }, null, 2);
}
