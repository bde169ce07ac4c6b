package mutants

// What is changed in small: a context, a case, a group, a way out.
var smallMutants = []mutant{
	{
		name: "the drain listens to the background context", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\tcase <-ctx.Done():\n\t}\n", "\tcase <-context.Background().Done():\n\t}\n"}},
	},
	{
		name: "the interruption listens to nobody", file: "conn.go", by: "servershutdown",
		edits: []edit{{"context.AfterFunc(ctx, func() {", "context.AfterFunc(context.Background(), func() {"}},
	},
	{
		name: "nobody has the context of the signal", file: "cmd/kvserver/main.go", by: "stopsignal",
		edits: []edit{{"ctx, stop := signal.NotifyContext", "_, stop := signal.NotifyContext"}, {"\tcase <-ctx.Done():\n\t\tlogger.Info(\"stopping\", \"cause\", context.Cause(ctx))\n", ""}},
	},
	{
		name: "nobody calls the stop of the signals", file: "cmd/kvserver/main.go", by: "stopsignal",
		edits: []edit{{"\tdefer stop()\n", "\t_ = stop\n"}, {"\t// From here on a second signal has its default effect and ends the process.\n\tstop()\n", ""}},
	},
	{
		name: "the command exits where the listener has failed", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\tcase <-srv.Done():\n\t}\n", "\tcase <-srv.Done():\n\t\tos.Exit(1)\n\t}\n"}},
	},
	{
		name: "the accept loop sleeps instead", file: "accept.go", by: "goroutinestop",
		edits: []edit{{"\t\tselect {\n\t\tcase <-ctx.Done():\n\t\t\treturn nil, ctx.Err()\n\t\tcase <-time.After(delay):\n\t\t}\n", "\t\ttime.Sleep(delay)\n"}},
	},
	{
		name: "the purger closes its own store", file: "db.go", by: "waitgroupwait",
		edits: []edit{{"db.purger.Go(func() { db.purge(ctx) })", "db.purger.Go(func() {\n\t\tdb.purge(ctx)\n\t\tdb.Close()\n\t})"}},
	},
	{
		name: "a connection ends the process by a system call", file: "hangup.go", by: "exitoutsidemain",
		edits: []edit{{"\tif err := half.CloseWrite(); err != nil {\n\t\t\treturn\n", "\tif err := half.CloseWrite(); err != nil {\n\t\t\tsyscall.Exit(1)\n"}, {"\t\"io\"\n", "\t\"io\"\n\t\"syscall\"\n"}},
	},
	{
		name: "a helper drains with the context of the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tdrainCtx, cancel := context.WithTimeout(context.Background(), opts.drain)\n\tdefer cancel()\n\treturn srv.Shutdown(drainCtx)", "\treturn drain(ctx, srv)\n}\n\nfunc drain(ctx context.Context, srv *kvserver.Server) error {\n\treturn srv.Shutdown(ctx)"}},
	},
	{
		name: "the connections get the background context", file: "server.go", gap: "that the parameter is not handed on may be what is wanted",
		edits: []edit{{"newConn(nc, s.db, s.cfg).serve(ctx)", "newConn(nc, s.db, s.cfg).serve(context.Background())"}},
	},
	{
		name: "the drain ends the process", file: "shutdown.go", by: "exitoutsidemain",
		edits: []edit{{"\tif n == 0 {\n\t\treturn nil // the last one left together with the deadline\n\t}\n\treturn fmt.Errorf(\"kvserver: drain ended with %d still connected: %w\", n, ctx.Err())\n", "\tif n > 0 {\n\t\tlog.Fatalf(\"%d still connected\", n)\n\t}\n\treturn nil\n"}, {"\t\"fmt\"\n", "\t\"log\"\n"}},
	},
	{
		name: "the command waits for the background context", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tcase <-ctx.Done():\n\t\tlogger.Info", "\tcase <-context.TODO().Done():\n\t\tlogger.Info"}},
	},
	{
		name: "the store waits for another group", file: "db.go", by: "waitgroupwait",
		edits: []edit{{"\tdb.cancel()\n\tdb.purger.Wait()\n", "\tdb.cancel()\n\tvar purger sync.WaitGroup\n\tpurger.Wait()\n"}},
	},
	{
		name: "the command exits in a deferred call", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\tdefer stop()\n", "\tdefer stop()\n\tdefer os.Exit(0)\n"}},
	},
	{
		name: "the purger is waited for twice over", file: "db.go", by: "waitgroupdone",
		edits: []edit{{"db.purger.Go(func() { db.purge(ctx) })", "db.purger.Go(func() {\n\t\tdefer db.purger.Done()\n\t\tdb.purge(ctx)\n\t})"}},
	},
	{
		name: "the command drains when the signal is given back", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"context.WithTimeout(context.Background(), opts.drain)", "context.WithTimeout(context.WithValue(ctx, \"stop\", true), opts.drain)"}},
	},
	{
		name: "Shutdown is handed on with the context of the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\treturn srv.Shutdown(drainCtx)", "\tshutdown := func(ctx context.Context) error { return srv.Shutdown(ctx) }\n\t_ = drainCtx\n\treturn shutdown(ctx)"}},
	},
	{
		name: "the store is closed in a goroutine", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\ts.db.Close()\n", "\tgo s.db.Close()\n"}},
	},
}
