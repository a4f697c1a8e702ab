import type { FailureCase } from "../failure-case";

export const requirementsCases: readonly FailureCase[] = [
    {
        rule: "conflicting-requirements",
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "Django==5.2.19\nboto3==1.26.164\nurllib3==2.2.1\n" },
        },
        log: `ERROR: Cannot install boto3 and urllib3==2.2.1 because these package versions have conflicting dependencies.
The conflict is caused by:
    The user requested urllib3==2.2.1
    botocore 1.29.165 depends on urllib3<1.27 and >=1.25.4
    The user requested urllib3==2.2.1
    botocore 1.29.164 depends on urllib3<1.27 and >=1.25.4
ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts`,
        place: "requirements.txt:3",
        cause: "No versions fit all requirements: requirements.txt asks for urllib3==2.2.1, and botocore 1.29.165 depends on urllib3<1.27 and >=1.25.4.",
        advice: "Change the versions in requirements.txt so that they allow each other, and pin what was resolved together: app.python.lock in the stack file does so.",
    },
    {
        rule: "conflicting-requirements",
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "beautifulsoup4==4.12.3\nsoupsieve==1.2\n" },
        },
        log: `The conflict is caused by:
    The user requested soupsieve==1.2
    beautifulsoup4 4.12.3 depends on soupsieve>1.2

To fix this you could try to:
1. loosen the range of package versions you've specified
2. remove package versions to allow pip to attempt to solve the dependency conflict

ERROR: Cannot install -r requirements.txt (line 1) and soupsieve==1.2 because these package versions have conflicting dependencies.
ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts`,
        place: "requirements.txt:2",
        cause: "No versions fit all requirements: requirements.txt asks for soupsieve==1.2, and beautifulsoup4 4.12.3 depends on soupsieve>1.2.",
        advice: "Change the versions in requirements.txt so that they allow each other, and pin what was resolved together: app.python.lock in the stack file does so.",
    },
    {
        rule: "requirement-needs-other-python",
        also: ["no-such-distribution"],
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "# web\nDjango==6.0\n" },
        },
        log: `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12; 6.0.1 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement Django==6.0 (from versions: 5.2.17, 5.2.18, 5.2.19)
ERROR: No matching distribution found for Django==6.0`,
        place: "requirements.txt:2",
        cause: "Django==6.0 needs Python >=3.12, and this is Python 3.13.1.",
        advice: "Choose a platform branch with such a Python (app.platform.version in the stack file), or a version of the package in requirements.txt that supports this one.",
    },
    {
        rule: "package-index-unreachable",
        also: ["no-such-distribution"],
        step: { phase: "requirements", file: "requirements.txt" },
        log: `Looking in indexes: http://127.0.0.1:9/simple
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f1a776801d0>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/six/
ERROR: Could not find a version that satisfies the requirement six==1.16.0 (from versions: none)
ERROR: No matching distribution found for six==1.16.0`,
        place: "requirements.txt",
        cause: "The package index did not answer (NewConnectionError), so that six==1.16.0 could not be had.",
        advice: "Give the instances a way to the internet (network.nat in the stack file), or put the packages into the bundle: app.python.vendorWheels.",
    },
    {
        rule: "no-such-distribution",
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "Django==5.2.19\npsycopg_nothere.x==3.1\n" },
        },
        log: `ERROR: Could not find a version that satisfies the requirement psycopg-nothere-x==3.1 (from versions: none)
ERROR: No matching distribution found for psycopg-nothere-x==3.1`,
        place: "requirements.txt:2",
        cause: "The package index has no psycopg-nothere-x==3.1 that Python 3.13.1 on this kind of machine can install.",
        advice: "Correct name and version in requirements.txt; a package that is not on PyPI goes into the bundle, or its index into app.python.indexUrl.",
    },
    {
        rule: "missing-pg-config",
        also: ["requirement-not-built"],
        step: { phase: "requirements", file: "requirements.txt", bundle: { "requirements.txt": "psycopg2==2.9.10\n" } },
        log: `Collecting psycopg2==2.9.10 (from -r requirements.txt (line 1))
      Error: pg_config executable not found.
error: metadata-generation-failed`,
        place: "requirements.txt:1",
        cause: "psycopg2 comes as source, and building it needs pg_config of PostgreSQL's development files.",
        advice: "Require psycopg[binary] in requirements.txt, which comes built, or name libpq-devel and gcc under environment.instances.packages in the stack file.",
    },
    {
        rule: "missing-compiler",
        also: ["requirement-not-built"],
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "Django==5.2.19\npsutil==7.1.0\n" },
        },
        log: `Collecting psutil==7.1.0 (from -r requirements.txt (line 1))
      building 'psutil._psutil_linux' extension
      error: [Errno 2] No such file or directory: 'gcc'
  ERROR: Failed building wheel for psutil
Failed to build psutil
ERROR: Could not build wheels for psutil, which is required to install pyproject.toml-based projects`,
        place: "requirements.txt:2",
        cause: "A requirement comes as source, and there is no gcc to build it with.",
        advice: "Choose a version in requirements.txt that has a wheel for this Python, or name the compiler under environment.instances.packages in the stack file.",
    },
    {
        rule: "missing-header",
        also: ["requirement-not-built"],
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "python-ldap==3.4.4\n" },
        },
        log: `Collecting python-ldap==3.4.4 (from -r requirements.txt (line 1))
      Modules/common.h:15:10: fatal error: lber.h: No such file or directory
      compilation terminated.
  ERROR: Failed building wheel for python-ldap
Failed to build python-ldap
ERROR: Could not build wheels for python-ldap, which is required to install pyproject.toml-based projects`,
        place: "requirements.txt:1",
        cause: "A requirement comes as source, and building it needs lber.h, which is not on the instance.",
        advice: "Name the package of Amazon Linux that has lber.h (its name ends in -devel) under environment.instances.packages in the stack file, or require a version that has a wheel.",
    },
    {
        rule: "missing-library",
        also: ["requirement-not-built"],
        step: { phase: "requirements", file: "requirements.txt" },
        log: `Collecting mysqlclient==2.2.7 (from -r requirements.txt (line 1))
  × Getting requirements to build wheel did not run successfully.
      Exception: Can not find valid pkg-config name.
      Specify MYSQLCLIENT_CFLAGS and MYSQLCLIENT_LDFLAGS env vars manually
× Getting requirements to build wheel did not run successfully.`,
        place: "requirements.txt:1",
        cause: "mysqlclient comes as source, and building it needs the development files of MySQL or MariaDB.",
        advice: "Name mariadb-connector-c-devel, gcc and pkgconf under environment.instances.packages in the stack file, or require a driver that comes built.",
    },
    {
        rule: "requirement-not-built",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `Processing ./broken (from -r requirements.txt (line 1))
  error: subprocess-exited-with-error
  × Getting requirements to build wheel did not run successfully.
      RuntimeError: no
ERROR: Failed to build 'file:///var/app/staging/broken' when getting requirements to build wheel`,
        place: "requirements.txt",
        cause: "file:///var/app/staging/broken comes as source, and building it failed; the reason stands above that line.",
        advice: "Choose a version in requirements.txt that has a wheel for Python 3.13.1, or name what the build lacks under environment.instances.packages in the stack file.",
    },
    {
        rule: "requirement-not-built",
        step: { phase: "requirements", file: "requirements.txt", bundle: { "requirements.txt": "psutil==7.1.0\n" } },
        log: `  ERROR: Failed building wheel for psutil
Failed to build psutil
ERROR: Could not build wheels for psutil, which is required to install pyproject.toml-based projects`,
        place: "requirements.txt:1",
        cause: "psutil comes as source, and building it failed; the reason stands above that line.",
        advice: "Choose a version in requirements.txt that has a wheel for Python 3.13.1, or name what the build lacks under environment.instances.packages in the stack file.",
    },
    {
        rule: "requirement-hash-mismatch",
        step: {
            phase: "requirements",
            file: "requirements.txt",
            bundle: { "requirements.txt": "asgiref==3.12.0 \\\n    --hash=sha256:00\n" },
        },
        log: `ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
    asgiref==3.12.0 from https://files.pythonhosted.org/packages/62/a8/3c32efd053d022ef5a2b91dee5f547ae12fbb08728d6428c8b302ad274c4/asgiref-3.12.0-py3-none-any.whl#sha256=3d8d6471b12501782d78b513c1f207d613a4de34b8a67c0baa561f61deda1d22 (from -r requirements.txt (line 1)):
        Expected sha256 0000000000000000000000000000000000000000000000000000000000000000
             Got        3d8d6471b12501782d78b513c1f207d613a4de34b8a67c0baa561f61deda1d22`,
        place: "requirements.txt:1",
        cause: "What the package index sent for asgiref==3.12.0 does not have the hash in requirements.txt.",
        advice: "If its version was changed, write the hashes anew (pip-compile --generate-hashes); otherwise find out who changed the package.",
    },
    {
        rule: "requirement-without-hash",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:
    billiard<5.0,>=4.2.1 from https://files.pythonhosted.org/packages/21/05/3d445479b3f7e4ae0901cdf2c45f561b436d1a5b8ed1c5c97e260152ae50/billiard-4.3.2-py3-none-any.whl#sha256=37735a7b4117aafa73532b3b493db4c02fb85c0e69d5f3447f113fd30ff27872 (from celery==5.5.3->-r requirements.txt (line 1))`,
        place: "requirements.txt:1",
        cause: "requirements.txt has hashes, so that every package needs a version and a hash, and billiard<5.0,>=4.2.1 has not.",
        advice: "Write requirements.txt with all that the packages need (pip-compile --generate-hashes), or let app.python.lock in the stack file do so.",
    },
    {
        rule: "requirements-encoding",
        also: ["text-encoding"],
        step: { phase: "requirements", file: "requirements.txt" },
        log: `Traceback (most recent call last):
  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/pip/_internal/req/req_file.py", line 549, in get_file_content
  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/pip/_internal/utils/encoding.py", line 34, in auto_decode
UnicodeDecodeError: 'utf-8' codec can't decode byte 0xfc in position 19: invalid start byte`,
        place: "requirements.txt",
        cause: "requirements.txt is not a UTF-8 file: some editors, and `pip freeze >` in PowerShell, write other encodings.",
        advice: "Save requirements.txt as UTF-8.",
    },
    {
        rule: "requirements-encoding",
        also: ["invalid-requirement"],
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: Invalid requirement: 'D\\x00j\\x00a\\x00n\\x00g\\x00o\\x00=\\x00=\\x005\\x00.\\x002\\x00.\\x001\\x009\\x00' (from line 1 of requirements.txt)
Hint: = is not a valid operator. Did you mean == ?`,
        place: "requirements.txt:1",
        cause: "requirements.txt is not a UTF-8 file: some editors, and `pip freeze >` in PowerShell, write other encodings.",
        advice: "Save requirements.txt as UTF-8.",
    },
    {
        rule: "invalid-requirement",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: Invalid requirement: 'asgiref=3.13.0' (from line 2 of requirements.txt)
Hint: = is not a valid operator. Did you mean == ?`,
        place: "requirements.txt:2",
        cause: "pip cannot read asgiref=3.13.0 in requirements.txt.",
        advice: "Write a requirement as name==version, one on a line.",
    },
    {
        rule: "requirements-file-missing",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'base.txt'`,
        place: "requirements.txt",
        cause: "base.txt is not in the bundle, and requirements are to be read from it.",
        advice: "Look whether .ebignore, .gitignore or app.package.exclude leaves it out, and whether its path in requirements.txt is relative to that file.",
    },
    {
        rule: "requirements-file-missing",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '/var/app/staging/base.txt'`,
        place: "requirements.txt",
        cause: "base.txt is not in the bundle, and requirements are to be read from it.",
        advice: "Look whether .ebignore, .gitignore or app.package.exclude leaves it out, and whether its path in requirements.txt is relative to that file.",
    },
    {
        rule: "requirement-folder-missing",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `ERROR: ./lib is not a valid editable requirement. It should either be a path to a local project or a VCS URL (beginning with bzr+http, bzr+https, bzr+ssh, bzr+sftp, bzr+ftp, bzr+lp, bzr+file, git+http, git+https, git+ssh, git+git, git+file, hg+file, hg+http, hg+https, hg+ssh, hg+static-http, svn+ssh, svn+http, svn+https, svn+svn, svn+file).`,
        place: "requirements.txt",
        cause: "requirements.txt asks for the package in ./lib, which is not in the bundle.",
        advice: "Look whether an ignore file leaves it out, or require a published version.",
    },
    {
        rule: "requirement-from-git",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `Collecting none (from -r requirements.txt (line 1))
  fatal: unable to access 'https://github.com/none/none/': Could not resolve host: github.com
× git clone --filter=blob:none --quiet https://github.com/none/none /tmp/pip-install-o6946atf/none_d311008c3aa04d619f7b42ed45267b6a did not run successfully.`,
        place: "requirements.txt",
        cause: "A requirement comes from Git, and it could not be fetched: https://github.com/none/none.",
        advice: "Put a wheel of it into the bundle, or name git under environment.instances.packages in the stack file and give the instance access to the repository.",
    },
];
