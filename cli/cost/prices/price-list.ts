import { ProblemError } from "../../../components/problem";
import { Table, table, text } from "../../../components/parsed-values";
import type { Price, PriceKey, Prices } from "./price";

/** A product of AWS' price list, with its terms. */
interface Product {
    readonly service: string;
    readonly family: string;
    readonly attributes: Table;
    readonly onDemand: Table;
    readonly published: string;
}

/**
 * Prices of one region from a file of AWS' price list, in either form:
 * what `aws pricing get-products --output json` prints, and a service's own offer file, `index.json`.
 *
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 *
 * @throws ProblemError for a file of another form, or with no price of that region that is used here
 */
export function readPriceList(file: string, content: unknown, region: string): Prices {
    const products = productsOf(content);
    if (products === undefined) {
        throw problem(
            file,
            "another form",
            "Write one with: aws pricing get-products --service-code AmazonRDS --region us-east-1 --output json --filters ...",
        );
    }
    const prices = new Map<PriceKey, Price>();
    for (const product of products) {
        const key = keyOf(product, region);
        const price = priceOf(product, file);
        if (key !== undefined && price !== undefined) {
            prices.set(key, price);
        }
    }
    if (prices.size === 0) {
        throw problem(
            file,
            `no on-demand price of ${region}, in US dollars`,
            `Ask for the products of ${region}, or give --region.`,
        );
    }
    return prices;
}

const problem = (where: string, got: string, remedy: string): ProblemError =>
    new ProblemError("The price list", [
        { where, got, allowed: "what aws pricing get-products prints, or index.json of a service", remedy },
    ]);

function productsOf(content: unknown): Product[] | undefined {
    const { PriceList: list, products, terms, offerCode, publicationDate } = table(content);
    if (Array.isArray(list)) {
        return list.map((entry) => {
            const { product, serviceCode, terms: own, publicationDate: date } = table(parsed(entry));
            return productOf(serviceCode, product, table(own)["OnDemand"], date);
        });
    }
    if (products === undefined || terms === undefined) {
        return undefined;
    }
    const onDemand = table(table(terms)["OnDemand"]);
    return Object.entries(table(products)).map(([sku, product]) =>
        productOf(offerCode, product, onDemand[sku], publicationDate),
    );
}

/** Each entry is a document of its own, as text; some tools write it parsed already. */
function parsed(entry: unknown): unknown {
    try {
        return typeof entry === "string" ? JSON.parse(entry) : entry;
    } catch {
        return undefined;
    }
}

const productOf = (service: unknown, product: unknown, onDemand: unknown, published: unknown): Product => ({
    service: text(service) ?? "",
    family: text(table(product)["productFamily"]) ?? "",
    attributes: table(table(product)["attributes"]),
    onDemand: table(onDemand),
    published: text(published) ?? "not given",
});

/** The region's sign before a usage type; us-east-1 has one with some services only. https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html */
const sign = /^(?:US[EW]\d|EU(?:[CNSW]\d)?|AP[NSE]\d?|CA[NW]\d|SAE\d|ME[CS]\d|AFS\d|ILC\d|MXC\d|UG[EW]\d)-/;

/** The price's name here; undefined for a product of another region, or of a kind that is not used. */
function keyOf({ service, family, attributes }: Product, region: string): PriceKey | undefined {
    const of = (name: string) => text(attributes[name]);
    const usage = (of("usagetype") ?? "").replace(`${region}-`, "").replace(sign, "");
    // What goes out of a region has it as its origin; what is sold for all regions has none.
    const place = of("regionCode") ?? of("fromRegionCode") ?? "";
    if (!["", "global", "aws-other", region].includes(place) || usage === "") {
        return undefined;
    }
    switch (service) {
        // Billed by where its users are.
        case "AmazonCloudFront":
            return undefined;
        case "AmazonEC2":
            return usage.startsWith("BoxUsage:") && !isPlainLinux(attributes) ? undefined : `${service}/${usage}`;
        case "AmazonRDS":
            return ofEngine(service, of("databaseEngine"), usage);
        case "AmazonElastiCache":
            return ofEngine(service, of("cacheEngine"), usage);
        case "AWSELB":
            return `${service}/${kindOf(family)}/${usage}`;
        default:
            return `${service}/${usage}`;
    }
}

const isPlainLinux = (attributes: Table): boolean =>
    attributes["operatingSystem"] === "Linux" &&
    attributes["preInstalledSw"] === "NA" &&
    attributes["tenancy"] === "Shared" &&
    attributes["capacitystatus"] === "Used";

/** Some products are the same for any engine. */
const ofEngine = (service: string, engine: string | undefined, usage: string): PriceKey =>
    `${service}/${engine === undefined || engine === "Any" ? "PostgreSQL" : engine}/${usage}`;

const kindOf = (family: string): string =>
    family === "Load Balancer" ? "Classic" : family.replace("Load Balancer-", "");

/** The first step of prices that go down with the quantity; a step that is free is an allowance of the account. */
function priceOf({ onDemand, published }: Product, file: string): Price | undefined {
    const steps = Object.values(onDemand)
        .flatMap((term) => Object.values(table(table(term)["priceDimensions"])))
        .map(table)
        .map(({ beginRange, unit, pricePerUnit }) => ({
            begin: Number(text(beginRange) ?? "0"),
            unit: text(unit) ?? "unit",
            usd: Number(text(table(pricePerUnit)["USD"]) ?? Number.NaN),
        }))
        .filter(({ usd }) => !Number.isNaN(usd))
        .sort((a, b) => a.begin - b.begin);
    const step = steps.find(({ usd }) => usd > 0) ?? steps[0];
    return step === undefined ? undefined : { ...inUnitsOf(step), source: { where: file, date: published } };
}

/** In the words of the tables here; throughput of volumes is sold there by the GiB a second. */
function inUnitsOf({ usd, unit }: { usd: number; unit: string }): Pick<Price, "usd" | "unit"> {
    const words: Readonly<Record<string, string>> = {
        hrs: "hour",
        "gb-mo": "GB-month",
        "iops-mo": "IOPS-month",
        requests: "request",
    };
    return unit.toLowerCase() === "gibps-mo"
        ? { usd: usd / 1024, unit: "MiB/s-month" }
        : { usd, unit: words[unit.toLowerCase()] ?? unit };
}
