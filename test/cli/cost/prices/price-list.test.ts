import * as assert from "node:assert/strict";
import { readPriceList } from "../../../../cli/cost/prices/price-list";
import { ProblemError } from "../../../../components/problem";

interface Sold {
    readonly service: string;
    readonly family?: string;
    readonly attributes: Readonly<Record<string, string>>;
    /** Prices by where their step begins. */
    readonly steps: Readonly<Record<string, string>>;
    readonly unit?: string;
}

const termsOf = (sku: string, { steps, unit = "Hrs" }: Sold) => ({
    [`${sku}.JRTCKXETXF`]: {
        offerTermCode: "JRTCKXETXF",
        sku,
        effectiveDate: "2026-09-01T00:00:00Z",
        priceDimensions: Object.fromEntries(
            Object.entries(steps).map(([beginRange, USD], i) => [
                `${sku}.JRTCKXETXF.${i}`,
                { unit, beginRange, endRange: "Inf", description: "", appliesTo: [], pricePerUnit: { USD } },
            ]),
        ),
        termAttributes: {},
    },
});

/** As `aws pricing get-products --output json` prints it: each product is a document of its own, as text. */
const products = (...sold: Sold[]) => ({
    FormatVersion: "aws_v1",
    PriceList: sold.map((each, i) => {
        const sku = `SKU${i}`;
        const { service, family = "", attributes } = each;
        return JSON.stringify({
            product: { productFamily: family, attributes: { servicecode: service, ...attributes }, sku },
            serviceCode: service,
            terms: { OnDemand: termsOf(sku, each), Reserved: {} },
            version: "20260911124425",
            publicationDate: "2026-09-11T12:44:25Z",
        });
    }),
});

/** As in `index.json` of a service. */
const offer = (service: string, ...sold: Sold[]) => ({
    formatVersion: "v1.0",
    disclaimer: "",
    offerCode: service,
    version: "20260911124425",
    publicationDate: "2026-09-11T12:44:25Z",
    products: Object.fromEntries(
        sold.map(({ family = "", attributes }, i) => [
            `SKU${i}`,
            { sku: `SKU${i}`, productFamily: family, attributes },
        ]),
    ),
    terms: { OnDemand: Object.fromEntries(sold.map((each, i) => [`SKU${i}`, termsOf(`SKU${i}`, each)])), Reserved: {} },
    attributesList: {},
});

const ireland = (service: string, usagetype: string, usd: string, more: Partial<Sold> = {}): Sold => ({
    service,
    steps: { "0": usd },
    ...more,
    attributes: { regionCode: "eu-west-1", usagetype, ...more.attributes },
});

const linux = { operatingSystem: "Linux", preInstalledSw: "NA", tenancy: "Shared", capacitystatus: "Used" };

const read = (content: unknown, region = "eu-west-1") =>
    Object.fromEntries(
        [...readPriceList("prices.json", content, region)].map(([key, { usd, unit }]) => [key, `${usd} ${unit}`]),
    );

describe("a price list", () => {
    const cases: [string, Sold, object][] = [
        [
            "an instance",
            ireland("AmazonEC2", "EU-BoxUsage:t3.small", "0.0228000000", { attributes: linux }),
            { "AmazonEC2/BoxUsage:t3.small": "0.0228 hour" },
        ],
        [
            "a volume",
            ireland("AmazonEC2", "EU-EBS:VolumeUsage.gp3", "0.088", { unit: "GB-Mo" }),
            { "AmazonEC2/EBS:VolumeUsage.gp3": "0.088 GB-month" },
        ],
        [
            "throughput by the GiB",
            ireland("AmazonEC2", "EU-EBS:VolumeP-Throughput.gp3", "40.96", { unit: "GiBps-mo" }),
            { "AmazonEC2/EBS:VolumeP-Throughput.gp3": "0.04 MiB/s-month" },
        ],
        [
            "a database",
            ireland("AmazonRDS", "EU-InstanceUsage:db.t4g.micro", "0.017", {
                attributes: { databaseEngine: "PostgreSQL" },
            }),
            { "AmazonRDS/PostgreSQL/InstanceUsage:db.t4g.micro": "0.017 hour" },
        ],
        [
            "storage of any engine",
            ireland("AmazonRDS", "EU-RDS:Multi-AZ-GP3-Storage", "0.253", {
                unit: "GB-Mo",
                attributes: { databaseEngine: "Any" },
            }),
            { "AmazonRDS/PostgreSQL/RDS:Multi-AZ-GP3-Storage": "0.253 GB-month" },
        ],
        [
            "a cache",
            ireland("AmazonElastiCache", "EU-NodeUsage:cache.t4g.micro", "0.0144", {
                attributes: { cacheEngine: "Valkey" },
            }),
            { "AmazonElastiCache/Valkey/NodeUsage:cache.t4g.micro": "0.0144 hour" },
        ],
        [
            "a load balancer",
            ireland("AWSELB", "EU-LoadBalancerUsage", "0.0252", { family: "Load Balancer-Application" }),
            { "AWSELB/Application/LoadBalancerUsage": "0.0252 hour" },
        ],
        [
            "a classic load balancer",
            ireland("AWSELB", "EU-LoadBalancerUsage", "0.028", { family: "Load Balancer" }),
            { "AWSELB/Classic/LoadBalancerUsage": "0.028 hour" },
        ],
        [
            "a trust store",
            ireland("AWSELB", "EU-TS-LoadBalancerUsage", "0.0056", { family: "Load Balancer-Application" }),
            { "AWSELB/Application/TS-LoadBalancerUsage": "0.0056 hour" },
        ],
        [
            "a key, whose sign is the region's name",
            ireland("awskms", "eu-west-1-KMS-Keys", "1", { unit: "Keys" }),
            { "awskms/KMS-Keys": "1 Keys" },
        ],
        [
            "the first step that is paid",
            ireland("AWSQueueService", "EU-Requests-Tier1", "0", {
                unit: "Requests",
                steps: { "1000000": "0.0000004", "0": "0", "100000000000": "0.0000003" },
            }),
            { "AWSQueueService/Requests-Tier1": "4e-7 request" },
        ],
        [
            "what leaves the region",
            {
                ...ireland("AWSDataTransfer", "EU-DataTransfer-Out-Bytes", "0.09", { unit: "GB" }),
                attributes: { fromRegionCode: "eu-west-1", usagetype: "EU-DataTransfer-Out-Bytes" },
            },
            { "AWSDataTransfer/DataTransfer-Out-Bytes": "0.09 GB" },
        ],
        [
            "what is sold everywhere",
            {
                service: "AmazonRoute53",
                attributes: { usagetype: "Health-Check-AWS" },
                steps: { "0": "0.5" },
                unit: "Health-Check",
            },
            { "AmazonRoute53/Health-Check-AWS": "0.5 Health-Check" },
        ],
    ];
    for (const [title, sold, expected] of cases) {
        it(`has ${title}, in both forms`, () => {
            assert.deepEqual(read(products(sold)), expected);
            assert.deepEqual(read(offer(sold.service, sold)), expected);
        });
    }

    it("has the usage types of us-east-1 with and without a sign", () => {
        const of = (usagetype: string) =>
            ireland("AmazonVPC", usagetype, "0.005", { attributes: { regionCode: "us-east-1" } });
        assert.deepEqual(read(products(of("USE1-PublicIPv4:InUseAddress"), of("NatGateway-Hours")), "us-east-1"), {
            "AmazonVPC/PublicIPv4:InUseAddress": "0.005 hour",
            "AmazonVPC/NatGateway-Hours": "0.005 hour",
        });
    });

    it("says where a price is from, and of what date", () => {
        const [price] = readPriceList("prices.json", products(cases[0]?.[1] as Sold), "eu-west-1").values();
        assert.deepEqual(price?.source, { where: "prices.json", date: "2026-09-11T12:44:25Z" });
    });

    it("leaves out other regions, systems, tenancies, currencies and what is billed by its users' place", () => {
        const kept = ireland("AmazonVPC", "EU-PublicIPv4:InUseAddress", "0.005");
        const others = [
            ireland("AmazonVPC", "EU-A", "1", { attributes: { regionCode: "eu-west-2" } }),
            ireland("AmazonEC2", "EU-BoxUsage:a", "1", { attributes: { ...linux, operatingSystem: "Windows" } }),
            ireland("AmazonEC2", "EU-BoxUsage:b", "1", { attributes: { ...linux, tenancy: "Dedicated" } }),
            ireland("AmazonEC2", "EU-BoxUsage:c", "1", {
                attributes: { ...linux, capacitystatus: "UnusedCapacityReservation" },
            }),
            ireland("AmazonEC2", "EU-BoxUsage:d", "1", { attributes: { ...linux, preInstalledSw: "SQL Std" } }),
            ireland("AmazonCloudFront", "EU-DataTransfer-Out-Bytes", "1", { attributes: { regionCode: "" } }),
            { ...ireland("AmazonVPC", "EU-B", "1"), steps: {} },
        ];
        assert.deepEqual(read(products(kept, ...others)), { "AmazonVPC/PublicIPv4:InUseAddress": "0.005 hour" });
    });

    const form = {
        allowed: "what aws pricing get-products prints, or index.json of a service",
        got: "another form",
        remedy: "Write one with: aws pricing get-products --service-code AmazonRDS --region us-east-1 --output json --filters ...",
    };
    const nothing = {
        ...form,
        got: "no on-demand price of eu-west-1, in US dollars",
        remedy: "Ask for the products of eu-west-1, or give --region.",
    };
    const wrong: [string, unknown, object][] = [
        ["a list", [], form],
        ["a text", "prices", form],
        ["null", null, form],
        ["an offer without terms", { products: {} }, form],
        ["an empty answer", products(), nothing],
        [
            "an answer of another region",
            products(ireland("AmazonVPC", "A", "1", { attributes: { regionCode: "eu-west-2" } })),
            nothing,
        ],
        ["entries that are none", { PriceList: ["{", 1, null, {}] }, nothing],
        ["an offer in another currency", offer("AmazonVPC", { ...ireland("AmazonVPC", "EU-A", "x") }), nothing],
    ];
    for (const [title, content, problem] of wrong) {
        it(`is not ${title}`, () => {
            assert.throws(
                () => readPriceList("prices.json", content, "eu-west-1"),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    assert.deepEqual(error.problems, [{ where: "prices.json", ...problem }]);
                    return true;
                },
            );
        });
    }
});
