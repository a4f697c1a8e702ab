import { cidrMistake } from "../network/plan-network";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

export function networkCheck({ network }: Settings): Problem[] {
    switch (network.kind) {
        case "default":
            return together(network);
        case "existing":
            return [];
        case "new":
            return [...range(network.cidr), ...zones(network.zones)];
    }
}

function together({ vpcId, subnetIds }: { vpcId?: string | undefined; subnetIds?: string[] | undefined }): Problem[] {
    if ((vpcId === undefined) === (subnetIds === undefined)) {
        return [];
    }
    return [
        {
            where: vpcId === undefined ? "network.vpcId" : "network.subnetIds",
            got: "nothing",
            allowed: "vpcId and subnetIds together, or neither",
            remedy: "Give both to look nothing up, or remove the other.",
        },
    ];
}

function range(cidr: string): Problem[] {
    const mistake = cidrMistake(cidr);
    return mistake === undefined
        ? []
        : [
              {
                  where: "network.cidr",
                  got: `${JSON.stringify(cidr)}: ${mistake}`,
                  allowed:
                      "a private range (10.…, 172.16.… to 172.31.…, 192.168.…) with a prefix of 16 to 22 and zeros behind it",
                  remedy: "Choose one that no network connected to this one uses, such as 10.20.0.0/16.",
              },
          ];
}

function zones(letters: readonly string[]): Problem[] {
    return new Set(letters).size === letters.length
        ? []
        : [
              {
                  where: "network.zones",
                  got: letters.join(", "),
                  allowed: "each zone once",
                  remedy: "Remove the second one.",
              },
          ];
}
