import { instanceImdsv2 } from "../../policies/rules/instance-imdsv2";
import { userDataCredentials } from "../../policies/rules/user-data-credentials";
import { userDataSize } from "../../policies/rules/user-data-size";
import type { WorkerDelivery } from "../../components/worker/model";
import { metadataOptions } from "../../components/worker/plan-instance";
import { sampleKey } from "../../components/worker/plan-worker";
import { planUserData } from "../../components/worker/user-data";
import type { Described } from "../support/policy-runner";
import { itJudges, Scenario } from "./scenarios";

const deliveries: readonly WorkerDelivery[] = ["ssh", "ssh-parts", "s3", "url"];

/** The user data of a worker; with so many packages they are compressed. */
function userDataOf(delivery: WorkerDelivery, multipart: boolean, packages: number): string {
    const isFetched = delivery === "s3" || delivery === "url";
    return planUserData({
        name: "consumer",
        user: "ec2-user",
        authorizedKey: isFetched ? undefined : sampleKey,
        packages: Array.from({ length: packages }, (_, index) => `python3.13-package-${index}`),
        delivery,
        region: "eu-central-1",
        releaseParameter: isFetched ? "/notes/prod/worker/consumer/release" : undefined,
        multipart,
    }).base64;
}

const stackOf = (base64: string) => (): Described[] => [
    { type: "aws:ec2/instance:Instance", name: "instance", props: { userDataBase64: base64, metadataOptions } },
    { type: "aws:ec2/launchTemplate:LaunchTemplate", name: "template", props: { userData: base64, metadataOptions } },
];

const scenarios = (reads: readonly string[]): Scenario[] =>
    deliveries.flatMap((delivery) =>
        [false, true].flatMap((multipart) =>
            [1, 1000].map((packages) => ({
                title: `${delivery}, ${multipart ? "multi-part" : "plain"}, ${packages} packages`,
                stack: stackOf(userDataOf(delivery, multipart, packages)),
                reads,
            })),
        ),
    );

describe("the instances of a worker", () => {
    for (const rule of [userDataSize, userDataCredentials]) {
        describe(`are right to ${rule.name}`, () => {
            itJudges(rule, scenarios(["instance.userDataBase64", "template.userData"]));
        });
    }

    describe("are right to instance-imdsv2", () => {
        itJudges(instanceImdsv2, [
            {
                title: "whatever they are made from",
                stack: stackOf(""),
                reads: ["instance.metadataOptions.httpTokens", "template.metadataOptions.httpTokens"],
            },
        ]);
    });
});
