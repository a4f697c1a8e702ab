import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { finished } from "node:stream/promises";
import { asset } from "@pulumi/pulumi";
import { ZipArchive } from "archiver";
import type { Described } from "../support/policy-runner";

/** Options by `namespace/name`; a list sets one several times, undefined leaves it out. */
export type Options = Readonly<Record<string, unknown>>;

/** Options that violate no rule, except that port 80 redirects or not. */
export const rightOptions: Options = {
    "aws:ec2:vpc/VPCId": "vpc-1",
    "aws:elasticbeanstalk:environment/EnvironmentType": "LoadBalanced",
    "aws:elasticbeanstalk:environment/LoadBalancerType": "application",
    "aws:elbv2:listener:443/Protocol": "HTTPS",
    "aws:elbv2:listener:443/SSLCertificateArns": "arn:aws:acm:us-east-1:111122223333:certificate/1",
    "aws:elbv2:listener:443/SSLPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "aws:elasticbeanstalk:healthreporting:system/SystemType": "enhanced",
    "aws:autoscaling:launchconfiguration/DisableIMDSv1": "true",
};

/** An environment with the right options but for those given. */
export function environment(options: Options = {}, other: Partial<Described> = {}): Described {
    return {
        type: "aws:elasticbeanstalk/environment:Environment",
        name: "env",
        from: { version: ["version"] },
        ...other,
        props: { version: "notes-1", settings: settings({ ...rightOptions, ...options }), ...other.props },
    };
}

/** Option settings, as the provider takes them. */
export function settings(options: Options): object[] {
    return Object.entries(options).flatMap(([option, given]) => {
        const at = option.lastIndexOf("/");
        const values = given === undefined ? [] : Array.isArray(given) ? (given as unknown[]) : [given];
        return values.map((value) => ({
            namespace: option.slice(0, at),
            name: option.slice(at + 1),
            resource: "",
            value,
        }));
    });
}

/** An application version and the S3 object it names. */
export function bundle(archive: string, key = "notes/1.zip"): Described[] {
    return [
        {
            type: "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
            name: "version",
            props: { name: "notes-1", application: "notes", bucket: "bundles", key },
            from: { key: ["object"], bucket: ["object"] },
        },
        {
            type: "aws:s3/bucketObjectv2:BucketObjectv2",
            name: "object",
            props: { bucket: "bundles", key, source: new asset.FileAsset(archive) },
        },
    ];
}

export const certificate: Described = {
    type: "aws:acm/certificate:Certificate",
    name: "certificate",
    props: { domainName: "www.example.com" },
};

/** A redirect as `.ebextensions` has it. */
export const redirect = `
Resources:
  AWSEBV2LoadBalancerListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref AWSEBV2LoadBalancer
      Port: 80
      Protocol: HTTP
      DefaultActions:
        - Type: redirect
          RedirectConfig:
            Protocol: HTTPS
            Port: "443"
            Host: "#{host}"
            Path: "/#{path}"
            Query: "#{query}"
            StatusCode: HTTP_301
`;

/** A folder for the archives of one test file; `remove` it afterwards. */
export class TemporaryFolder {
    readonly path = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-policies-"));

    join(...names: string[]): string {
        return path.join(this.path, ...names);
    }

    /** Writes a zip with these files; an existing one is replaced. */
    async zip(name: string, files: Readonly<Record<string, string>>): Promise<string> {
        const file = this.join(name);
        const archive = new ZipArchive();
        const written = fs.createWriteStream(file);
        archive.pipe(written);
        for (const [entry, content] of Object.entries(files)) {
            archive.append(content, { name: entry });
        }
        await Promise.all([archive.finalize(), finished(written)]);
        return file;
    }

    remove(): void {
        fs.rmSync(this.path, { recursive: true, force: true });
    }
}
