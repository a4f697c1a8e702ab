import * as assert from "node:assert/strict";
import { IngressRule, planRules } from "../../../components/network/plan-rules";
import { everySetting } from "../../support/every-setting";
import { testSettings } from "../../support/settings";

const inWords = ({ suffix, group, port, from }: IngressRule): string =>
    `${suffix}: ${group} ${port} from ${"cidr" in from ? from.cidr : "group" in from ? from.group : from.groupId}`;

const rulesOf = (name: string): string[] => {
    const settings = everySetting.get(name) ?? assert.fail(`no stack ${name}`);
    return planRules(settings).map(inWords);
};

describe("the rules of the security groups", () => {
    it("let the world to 80 and 443 of the load balancer, and that to the instances", () => {
        assert.deepEqual(rulesOf("dev, dedicated"), [
            "load-balancer-http: load-balancer 80 from 0.0.0.0/0",
            "load-balancer-https: load-balancer 443 from 0.0.0.0/0",
            "instances-http: instances 80 from load-balancer",
            "database-postgres: database 5432 from instances",
        ]);
    });

    it("follow listeners, processes and a key pair", () => {
        assert.deepEqual(rulesOf("everything on a dedicated load balancer"), [
            "load-balancer-https: load-balancer 443 from 0.0.0.0/0",
            "load-balancer-https-ipv6: load-balancer 443 from ::/0",
            "load-balancer-8443-10-0-0-0-8: load-balancer 8443 from 10.0.0.0/8",
            "instances-http: instances 80 from load-balancer",
            "instances-8080: instances 8080 from load-balancer",
            "instances-ssh: instances 22 from 203.0.113.0/24",
            "database-postgres: database 5432 from instances",
        ]);
    });

    it("let a shared load balancer in by its group, and clients of a network load balancer by their addresses", () => {
        assert.deepEqual(rulesOf("shared")[0], "instances-http: instances 80 from sg-0c");
        assert.deepEqual(rulesOf("network").slice(0, 5), [
            "instances-80-10-0-0-0-8: instances 80 from 10.0.0.0/8",
            "instances-80-2001-db8-32: instances 80 from 2001:db8::/32",
            "instances-80-172-31-0-0-16: instances 80 from 172.31.0.0/16",
            "instances-5671-10-0-0-0-8: instances 5671 from 10.0.0.0/8",
            "instances-5671-172-31-0-0-16: instances 5671 from 172.31.0.0/16",
        ]);
    });

    it("let the instances to a database's proxy, and that to the database", () => {
        assert.deepEqual(rulesOf("a database with everything").slice(-3), [
            "database-postgres: database 5432 from instances",
            "database-proxy-postgres: database-proxy 5432 from instances",
            "database-postgres-proxy: database 5432 from database-proxy",
        ]);
    });

    it("let nobody to a worker", () => {
        assert.deepEqual(rulesOf("worker on Python"), []);
    });

    it("open nothing to the world but 80 and 443", () => {
        const open = [...everySetting.values(), testSettings()]
            .flatMap(planRules)
            .filter(({ from }) => "cidr" in from && from.cidr.endsWith("/0"));
        assert.deepEqual([...new Set(open.map(({ port }) => port))].sort(), [443, 80]);
    });
});
