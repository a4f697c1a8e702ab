import { catalogue } from "../../components/option-catalogue/catalogue";
import { owners } from "../../components/option-catalogue/owners";
import type { Change } from "../../components/option-catalogue/types";
import type { Effect, EffectKind, Effects, OptionName } from "./effect";

const kinds: Readonly<Record<Change, EffectKind>> = {
    "in-place": "inPlace",
    restart: "restart",
    "new-instances": "newInstances",
    refused: "refused",
    unknown: "undocumented",
};

const changes = new Map(catalogue.map(({ namespace, name, change }) => [`${namespace} / ${name}`, change]));

/** What the catalogue of options says of each setting that has options of its own. */
export const optionEffects: Effects = Object.fromEntries(
    [...new Set(Object.values(owners))].map((setting) => [setting, effectOf(setting)]),
);

function effectOf(setting: string): Effect {
    const options = Object.keys(owners).filter((option) => owners[option] === setting) as OptionName[];
    const [first = "undocumented", ...others] = new Set(
        options.map((option) => kinds[changes.get(option) ?? "unknown"]),
    );
    return { does: [first, ...others], options };
}
