/**
 * Hosted zone of Elastic Beanstalk's own domain in each region: an alias to an environment needs it, and not the load balancer's.
 * All 34 compared with a stored copy of AWS's page on 2026-11-22; regions that it leaves out have none.
 *
 * https://docs.aws.amazon.com/general/latest/gr/elasticbeanstalk.html
 */
export const beanstalkZones: Readonly<Record<string, string>> = {
    "us-east-1": "Z117KPS5GTRQ2G",
    "us-east-2": "Z14LCN19Q5QHIC",
    "us-west-1": "Z1LQECGX5PH1X",
    "us-west-2": "Z38NKT9BP95V3O",
    "ca-central-1": "ZJFCZL7SSZB5I",
    "ca-west-1": "Z1021028356Y0CYS11DQI",
    "sa-east-1": "Z10X7K2B4QSOFV",
    "eu-west-1": "Z2NYPWQ7DFZAZH",
    "eu-west-2": "Z1GKAAAUGATPF1",
    "eu-west-3": "Z5WN6GAYWG5OB",
    "eu-central-1": "Z1FRNW7UH4DEZJ",
    "eu-central-2": "Z00227012FSHBMZNNSJJI",
    "eu-north-1": "Z23GO28BZ5AETM",
    "eu-south-1": "Z10VDYYOA2JFKM",
    "eu-south-2": "Z0243492AO4B9S3KI68O",
    "af-south-1": "Z1EI3BVKMKK4AM",
    "il-central-1": "Z02941091PERNCB1MI5H7",
    "me-central-1": "Z0650511N84AAKGW7QUK",
    "me-south-1": "Z2BBTEKR2I36N2",
    "ap-east-1": "ZPWYUBWRU171A",
    "ap-south-1": "Z18NTBI3Y7N9TZ",
    "ap-south-2": "Z10223522IBWPBF2C2FJS",
    "ap-southeast-1": "Z16FZ9L249IFLT",
    "ap-southeast-2": "Z2PCDNR3VC2G1N",
    "ap-southeast-3": "Z05913172VM7EAZB40TA8",
    "ap-southeast-4": "Z0666869LC74UHAO5YE4",
    "ap-southeast-5": "Z01812971H0QCYWSL7WOH",
    "ap-southeast-6": "Z01144401H1NECCLJDD4D",
    "ap-southeast-7": "Z08384933QM5LSQCVMNZM",
    "ap-northeast-1": "Z1R25G3KIG2GBW",
    "ap-northeast-2": "Z3JE5OI70TWKCP",
    "ap-northeast-3": "ZNE5GEY1TIAGY",
    "us-gov-east-1": "Z35TSARG0EJ4VU",
    "us-gov-west-1": "Z4KAURWC4UUUG",
};
