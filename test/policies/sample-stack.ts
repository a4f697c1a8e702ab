import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { finished } from "node:stream/promises";
import { asset } from "@pulumi/pulumi";
import { ZipArchive } from "archiver";
import type { Described } from "../support/policy-runner";

/** Label of the version, with the fingerprint of the bundle. */
const label = "notes-0123456789ab";

/** Options by `namespace/name`; a list sets one several times, undefined leaves it out. */
export type Options = Readonly<Record<string, unknown>>;

/** Options that violate no rule, except that port 80 redirects or not. */
export const rightOptions: Options = {
    "aws:ec2:vpc/VPCId": "vpc-1",
    "aws:ec2:vpc/Subnets": "subnet-1,subnet-2",
    "aws:ec2:vpc/ELBSubnets": "subnet-3,subnet-4",
    "aws:ec2:vpc/AssociatePublicIpAddress": "false",
    "aws:elasticbeanstalk:environment/EnvironmentType": "LoadBalanced",
    "aws:elasticbeanstalk:environment/LoadBalancerType": "application",
    "aws:elbv2:listener:443/Protocol": "HTTPS",
    "aws:elbv2:listener:443/SSLCertificateArns": "arn:aws:acm:us-east-1:111122223333:certificate/1",
    "aws:elbv2:listener:443/SSLPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "aws:elbv2:loadbalancer/AccessLogsS3Enabled": "true",
    "aws:elbv2:loadbalancer/AccessLogsS3Bucket": "logs",
    "aws:elasticbeanstalk:environment:process:default/HealthCheckPath": "/health/",
    "aws:elasticbeanstalk:healthreporting:system/SystemType": "enhanced",
    "aws:elasticbeanstalk:managedactions/ManagedActionsEnabled": "true",
    "aws:elasticbeanstalk:managedactions/PreferredStartTime": "Sun:03:00",
    "aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel": "minor",
    "aws:elasticbeanstalk:cloudwatch:logs/StreamLogs": "true",
    "aws:elasticbeanstalk:command/DeploymentPolicy": "RollingWithAdditionalBatch",
    "aws:elasticbeanstalk:environment/ServiceRole": "service-role",
    "aws:autoscaling:asg/MinSize": "2",
    "aws:autoscaling:asg/MaxSize": "4",
    "aws:autoscaling:launchconfiguration/DisableIMDSv1": "true",
    "aws:autoscaling:launchconfiguration/IamInstanceProfile": "instance-profile",
    "aws:autoscaling:launchconfiguration/ImageId": "ami-1",
    "aws:autoscaling:launchconfiguration/RootVolumeType": "gp3",
    "aws:ec2:instances/InstanceTypes": "t3.small,t3.medium",
};

/** An environment with the right options but for those given. */
export function environment(options: Options = {}, other: Partial<Described> = {}): Described {
    return {
        type: "aws:elasticbeanstalk/environment:Environment",
        name: "env",
        from: { version: ["version"] },
        opts: { protect: true },
        ...other,
        props: { version: label, settings: settings({ ...rightOptions, ...options }), ...other.props },
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
export function bundle(archive: string, key = "notes/0123456789ab.zip"): Described[] {
    return [
        {
            type: "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
            name: "version",
            props: { name: label, application: "notes", bucket: "bundles", key },
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
    props: { domainName: "www.example.com", validationMethod: "DNS" },
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

/** Files of an archive by path. */
export type Files = Readonly<Record<string, string | { content: string; mode: number } | { target: string }>>;

/** A folder for the archives of one test file; `remove` it afterwards. */
export class TemporaryFolder {
    readonly path = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-policies-"));

    join(...names: string[]): string {
        return path.join(this.path, ...names);
    }

    /** Writes a zip with these files, of mode 0644 where no other is given; an existing one is replaced. */
    async zip(name: string, files: Files): Promise<string> {
        const file = this.join(name);
        const archive = new ZipArchive();
        const written = fs.createWriteStream(file);
        archive.pipe(written);
        for (const [entry, file] of Object.entries(files)) {
            if (typeof file === "string") {
                archive.append(file, { name: entry });
            } else if ("target" in file) {
                archive.symlink(entry, file.target);
            } else {
                archive.append(file.content, { name: entry, mode: file.mode });
            }
        }
        await Promise.all([archive.finalize(), finished(written)]);
        return file;
    }

    remove(): void {
        fs.rmSync(this.path, { recursive: true, force: true });
    }
}
