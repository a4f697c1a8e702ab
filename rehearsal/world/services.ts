import * as path from "node:path";
import { rootCertificates } from "../../components/database/root-certificates";
import type { Settings } from "../../components/settings";
import { account, ResolvedEnvironment } from "../environment/resolve";
import type { Instance } from "../instance/instance";
import type { ServicesForContainers } from "../docker/engine-host";
import type { Place, Route } from "../instance/network";
import { Aws } from "../services/aws";
import { Authority } from "../services/certificates";
import { MetadataService } from "../services/metadata-service";
import { Postgres } from "../services/postgres";
import { stopAll, Stoppable } from "../services/together";
import { Truststore } from "../services/truststore";
import { Gate } from "./gate";
import type { WorldOptions } from "./world";

/** Where instances see what is outside of them. */
const addresses = { database: "127.0.0.2", truststore: "127.0.0.3", aws: "127.0.0.4", metadata: "169.254.169.254" };
const awsPort = 5000;
/** Of the metadata service, where its own address is not to be had. */
const metadataPort = 5001;

/** What stands for RDS and AWS, and how instances reach it. */
export class Services {
    private readonly started: Stoppable[] = [];
    private readonly shared: Route[] = [];
    private readonly names: Record<string, string> = {};
    private readonly servers: { readonly name: string; readonly port: number; readonly target: Place }[] = [];
    /** Addresses that stand for hosts of AWS. */
    private readonly ofAws = new Set([addresses.aws]);
    database: Postgres | undefined;
    /** There once all has started. */
    private cloud: Aws | undefined;

    private constructor(
        private readonly settings: Settings,
        private readonly environment: ResolvedEnvironment,
        private readonly folder: string,
        readonly certificates: Authority,
        private readonly say: WorldOptions["say"],
    ) {}

    static async start({ settings, environment, say }: WorldOptions, folder: string): Promise<Services> {
        const authority = new Authority(path.join(folder, "authority"), "Authority of the rehearsal");
        const services = new Services(settings, environment, folder, authority, say);
        // What started has to be ended although something else did not.
        const outcomes = await Promise.allSettled([
            services.startDatabase(),
            services.startAws(),
            services.startTruststore(),
        ]);
        const failed = outcomes.find((each) => each.status === "rejected");
        if (failed !== undefined) {
            await services.stop();
            throw failed.reason;
        }
        return services;
    }

    /** In PEM form. */
    get authority(): string {
        return this.certificates.certificate;
    }

    get aws(): Aws {
        if (this.cloud === undefined) {
            throw new Error("The services have not started.");
        }
        return this.cloud;
    }

    /** For /etc/hosts of instances. */
    get hosts(): Readonly<Record<string, string>> {
        return this.names;
    }

    /** What tells the SDKs of AWS where it is; an instance on AWS has none of it. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
    get variables(): Readonly<Record<string, string>> {
        return { AWS_ENDPOINT_URL: `http://${addresses.aws}:${awsPort}` };
    }

    /** What is in the stack's bucket; undefined without one. */
    get bucketObjects() {
        const { bucket } = this.environment;
        return bucket === undefined
            ? undefined
            : async () =>
                  Promise.all(
                      (await this.aws.objects(bucket)).map(async (key) => ({
                          key,
                          body: await this.aws.object(bucket, key),
                      })),
                  );
    }

    /** The server that stands for a host of AWS. */
    elsewhere(url: URL): { readonly host: string; readonly port: number } | undefined {
        return this.ofAws.has(url.hostname) || url.hostname.endsWith(".amazonaws.com") ? this.aws.address : undefined;
    }

    /** Gives an instance its network: the services above, and a metadata service of its own. */
    async connect(instance: Instance, number: number, inbound: Route): Promise<void> {
        const { region } = this.settings;
        const place = this.metadataOf(number);
        this.started.push(
            await MetadataService.start(place, {
                instanceId: `i-${String(number).padStart(17, "0")}`,
                instanceType: this.settings.environment.instanceTypes[0] ?? "t3.small",
                localIpv4: instance.options.address,
                region,
                availabilityZone: `${region}a`,
                accountId: account,
                role: `${this.settings.environmentName}-instance`,
            }),
        );
        const metadata = { listen: { host: addresses.metadata, port: 80 }, connect: place };
        await instance.connect([inbound, ...this.shared], [metadata]);
    }

    /**
     * Opens the services at an address of this machine, for containers that are on another network than their instance. An ordinary user may not listen
     * below port 1024, and containers would not trust the rehearsal's authority: the certificates of RDS are for the instance to fetch.
     */
    async reachAt(host: string, number: number): Promise<ServicesForContainers> {
        const open = async (port: number, target: Place) => this.started.push(await Gate.start({ host, port }, target));
        const reached = this.servers.filter(({ port }) => port >= 1024);
        for (const { port, target } of reached) {
            await open(port, target);
        }
        await open(metadataPort, this.metadataOf(number));
        this.ofAws.add(host);
        return {
            hosts: Object.fromEntries(reached.map(({ name }) => [name, host])),
            environment: {
                AWS_ENDPOINT_URL: `http://${host}:${awsPort}`,
                // https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
                AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://${host}:${metadataPort}/`,
            },
        };
    }

    async stop(): Promise<void> {
        await stopAll(this.started);
    }

    private readonly metadataOf = (number: number) => ({ path: path.join(this.folder, `metadata-${number}.sock`) });

    private async startDatabase(): Promise<void> {
        const { database } = this.environment;
        if (database === undefined) {
            return;
        }
        const { host, port, username: user, password, name } = database;
        const certificate = this.certificates.issueFor([host]);
        const folder = path.join(this.folder, "postgres");
        this.database = await Postgres.start({ folder, user, password, database: name, certificate, say: this.say });
        this.started.push(this.database);
        await this.open(host, addresses.database, port, this.database.address);
    }

    private async startAws(): Promise<void> {
        const { secrets, bucket } = this.environment;
        const stored = (service: string) => secrets.filter((each) => each.service === service);
        this.cloud = await Aws.start({
            folder: path.join(this.folder, "aws"),
            region: this.settings.region,
            accountId: account,
            say: this.say,
            buckets: bucket === undefined ? [] : [bucket],
            secrets: Object.fromEntries(stored("secretsmanager").map((each) => [each.arn, each.stored])),
            parameters: Object.fromEntries(stored("ssm").map((each) => [parameterName(each.arn), each.stored])),
        });
        this.started.push(this.cloud);
        await this.open("aws.rehearsal.internal", addresses.aws, awsPort, this.cloud.address);
    }

    private async startTruststore(): Promise<void> {
        const certificates = rootCertificates(this.settings);
        if (certificates === undefined) {
            return;
        }
        const [host = "", ...others] = new Set(certificates.urls.map((url) => new URL(url).host));
        const truststore = await Truststore.start(this.certificates, [host, ...others]);
        this.started.push(truststore);
        await this.open(host, addresses.truststore, 443, truststore.address);
        for (const other of others) {
            this.names[other] = addresses.truststore;
        }
    }

    /** Instances reach a server of this machine under a name and an address of their own. */
    private async open(name: string, address: string, port: number, target: Route["connect"]): Promise<void> {
        const socket = { path: path.join(this.folder, `${address}.sock`) };
        this.started.push(await Gate.start(socket, target));
        this.servers.push({ name, port, target });
        this.names[name] = address;
        this.shared.push({ listen: { host: address, port }, connect: socket });
    }
}

/** `arn:aws:ssm:eu-central-1:123456789012:parameter/notes/key` is `/notes/key`. */
const parameterName = (arn: string): string => arn.replace(/^.*:parameter/, "");
