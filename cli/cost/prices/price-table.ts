import { euCentral1Compute } from "./eu-central-1/compute";
import { euCentral1Data } from "./eu-central-1/data";
import { euWest1Compute } from "./eu-west-1/compute";
import { euWest1Data } from "./eu-west-1/data";
import { everywhere } from "./everywhere";
import { Prices, pricesOf } from "./price";
import { usEast1Compute } from "./us-east-1/compute";
import { usEast1Data } from "./us-east-1/data";

const regions: ReadonlyMap<string, Prices> = new Map([
    ["us-east-1", pricesOf([...everywhere, ...usEast1Compute, ...usEast1Data])],
    ["eu-west-1", pricesOf([...everywhere, ...euWest1Compute, ...euWest1Data])],
    ["eu-central-1", pricesOf([...everywhere, ...euCentral1Compute, ...euCentral1Data])],
]);

export const knownRegions: readonly string[] = [...regions.keys()];

/** The prices of a region, over which those of a price list go; undefined for a region that has no prices here. */
export const builtInPrices = (region: string): Prices | undefined => regions.get(region);
