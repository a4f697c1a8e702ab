import { volumeEncryption } from "../../../policies/rules/volume-encryption";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const image = "aws:autoscaling:launchconfiguration/ImageId";
const type = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const says = (problem: string) =>
    `That root volumes are encrypted cannot be proven: ${problem}, and no image of one's own is set (${image}); Elastic Beanstalk ` +
    "has no option for it. In this project: environment.instances: {encryptVolumesInRegion: true}, which counts for the whole " +
    `account in the region, or an encrypted image as imageId. In any other program: ${type} with enabled: true, or an encrypted ` +
    "image. Where the account does it already: accountEncrypts: true in the configuration of this rule.";
const absent = says("the stack does not turn on EBS encryption by default");
const off = says("the stack turns EBS encryption by default off");

const plain = environment({ [image]: undefined });
const encryption = (props: object): Described => ({ type, name: "encryption", props: { ...props } });

describe("volume-encryption", () => {
    itJudges(volumeEncryption, [
        { title: "neither seen cannot be proven", stack: () => [plain], finds: [absent] },
        { title: "an image of one's own is right", stack: () => [environment()], reads: [`env ${image}`] },
        {
            title: "an image that is made in the same run is right",
            stack: () => [environment({ [image]: unknown })],
            reads: [`env ${image}`],
        },
        {
            title: "an image that is a secret is right",
            stack: () => [environment({ [image]: secret("ami-2") })],
            reads: [`env ${image}`],
        },
        { title: "an empty image is none", stack: () => [environment({ [image]: "" })], finds: [absent] },
        {
            title: "an image that is set twice, once empty, is none",
            stack: () => [environment({ [image]: ["ami-1", ""] })],
            finds: [absent],
        },
        {
            title: "the account's default, turned on, is right",
            stack: () => [plain, encryption({ enabled: true })],
            reads: ["encryption.enabled"],
        },
        {
            title: "the account's default is on where nothing else is said",
            stack: () => [plain, encryption({})],
            reads: ["env.settings"],
        },
        { title: "turned off is wrong", stack: () => [plain, encryption({ enabled: false })], finds: [off] },
        {
            title: "what has no text is wrong",
            stack: () => [plain, encryption({ enabled: { toString: 1, valueOf: 2 } })],
            finds: [off],
        },
        {
            title: "on and off is wrong",
            stack: () => [plain, encryption({ enabled: true }), { ...encryption({ enabled: "false" }), name: "other" }],
            finds: [off],
        },
        {
            title: "unknown cannot be proven",
            stack: () => [plain, encryption({ enabled: unknown })],
            finds: [says("whether the stack turns on EBS encryption by default is not known in this preview")],
        },
        { title: "a dev stack is not told", stage: "dev", stack: () => [plain] },
        { title: "a strict stack is stopped", stage: "strict", stack: () => [plain], finds: [absent] },
    ]);
    itJudges(volumeEncryption, [
        {
            title: "a team can say that the account does it",
            stage: "strict",
            config: { accountEncrypts: true },
            stack: () => [plain],
            reads: ["env.settings"],
        },
    ]);
});
