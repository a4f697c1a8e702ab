import type { Settings } from "../settings";
import { OptionTree } from "./options";

/** What the daemon of the worker tier does with messages. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html */
export function workerOptions({ environment: { tier } }: Settings): OptionTree<string> {
    return tier.kind === "web"
        ? {}
        : {
              "aws:elasticbeanstalk:sqsd": {
                  WorkerQueueURL: tier.queueUrl,
                  HttpPath: tier.path,
                  MimeType: tier.mimeType,
                  HttpConnections: String(tier.connections),
                  ConnectTimeout: String(tier.connectTimeoutSeconds),
                  InactivityTimeout: String(tier.inactivityTimeoutSeconds),
                  VisibilityTimeout: String(tier.visibilityTimeoutSeconds),
                  ErrorVisibilityTimeout: String(tier.errorVisibilityTimeoutSeconds),
                  RetentionPeriod: String(tier.retentionSeconds),
                  MaxRetries: String(tier.maxRetries),
              },
          };
}
