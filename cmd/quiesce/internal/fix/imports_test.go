package fix

import "testing"

func TestDropImports(t *testing.T) {
	for _, c := range []struct{ name, old, text, want string }{
		{
			"one of a group",
			"package p\n\nimport (\n\t\"fmt\"\n\t// for Fatal\n\t\"log\" // sic\n)\n\nvar _ = log.Fatal\nvar _ = fmt.Print\n",
			"package p\n\nimport (\n\t\"fmt\"\n\t// for Fatal\n\t\"log\" // sic\n)\n\nvar _ = fmt.Print\n",
			"package p\n\nimport (\n\t\"fmt\"\n)\n\nvar _ = fmt.Print\n",
		},
		{
			"the only one",
			"package p\n\nimport \"log\"\n\nvar _ = log.Fatal\n",
			"package p\n\nimport \"log\"\n\nvar x int\n",
			"package p\n\n\nvar x int\n",
		},
		{
			"all of a group",
			"package p\n\nimport (\n\t\"log\"\n\t\"os\"\n)\n\nfunc f() { log.Fatal(os.Args) }\n",
			"package p\n\nimport (\n\t\"log\"\n\t\"os\"\n)\n\nfunc f() {}\n",
			"package p\n\n\nfunc f() {}\n",
		},
		{
			"hidden by a variable",
			"package p\n\nimport \"log\"\n\nfunc f() {\n\tlog := log.Default()\n\tlog.Print()\n}\n",
			"package p\n\nimport \"log\"\n\nfunc f() {\n\tlog := g()\n\tlog.Print()\n}\n",
			"package p\n\n\nfunc f() {\n\tlog := g()\n\tlog.Print()\n}\n",
		},
		{
			"major version",
			"package p\n\nimport \"k8s.io/klog/v2\"\n\nvar _ = klog.Fatal\n",
			"package p\n\nimport \"k8s.io/klog/v2\"\n\nvar x int\n",
			"package p\n\n\nvar x int\n",
		},
		{
			"prefix of the path",
			"package p\n\nimport \"github.com/hashicorp/go-hclog\"\n\nvar _ = hclog.L\n",
			"package p\n\nimport \"github.com/hashicorp/go-hclog\"\n\nvar x int\n",
			"package p\n\n\nvar x int\n",
		},
		{
			"its own name",
			"package p\n\nimport stdlog \"log\"\n\nvar _ = stdlog.Fatal\n",
			"package p\n\nimport stdlog \"log\"\n\nvar x int\n",
			"package p\n\n\nvar x int\n",
		},
		{
			"name that cannot be told",
			"package p\n\nimport \"example.com/logging\"\n\nvar _ = logs.Fatal\n",
			"package p\n\nimport \"example.com/logging\"\n\nvar x int\n",
			"package p\n\nimport \"example.com/logging\"\n\nvar x int\n",
		},
		{
			"two with the name",
			"package p\n\nimport (\n\t\"example.com/go-log\"\n\t\"log\"\n)\n\nvar _ = log.Fatal\n",
			"package p\n\nimport (\n\t\"example.com/go-log\"\n\t\"log\"\n)\n",
			"package p\n\nimport (\n\t\"example.com/go-log\"\n\t\"log\"\n)\n",
		},
		{
			"unused before, and used still",
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"log\"\n\t\"os\"\n)\n\nimport \"C\"\n\nvar _, _ = log.Fatal, C.x\n",
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"log\"\n\t\"os\"\n)\n\nimport \"C\"\n\nvar _ = log.Print\n",
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"log\"\n\t\"os\"\n)\n\nimport \"C\"\n\nvar _ = log.Print\n",
		},
	} {
		if got := string(dropImports([]byte(c.old), []byte(c.text))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
