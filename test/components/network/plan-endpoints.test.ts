import * as assert from "node:assert/strict";
import { planEndpoints } from "../../../components/network/plan-endpoints";

describe("planEndpoints", () => {
    it("always has the gateway to S3, which costs nothing", () => {
        assert.deepEqual(planEndpoints([]), { gateways: ["s3"], interfaces: [] });
        assert.deepEqual(planEndpoints(["s3"]), { gateways: ["s3"], interfaces: [] });
    });

    it("takes the free gateway for DynamoDB, interfaces for the others, each once", () => {
        assert.deepEqual(planEndpoints(["sqs", "dynamodb", "ecr.api", "sqs"]), {
            gateways: ["dynamodb", "s3"],
            interfaces: ["ecr.api", "sqs"],
        });
    });
});
