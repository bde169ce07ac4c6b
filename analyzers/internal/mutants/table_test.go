package mutants

import "slices"

// mutants are grouped by the part of the server that is broken.
var mutants = slices.Concat(storeMutants, acceptMutants, connMutants, shutdownMutants, commandMutants, smallMutants)

// The store owns the goroutine that purges it.
var storeMutants = []mutant{
	{
		name: "the store does not wait for its purger", file: "db.go", by: "waitgroupwait",
		edits: []edit{{"\tdb.purger.Wait()\n", ""}},
	},
	{
		name: "the store does not tell its purger", file: "db.go", by: "goroutinestop",
		edits: []edit{{"\tdb.cancel()\n", ""}},
	},
	{
		name: "the store waits before it tells", file: "db.go", by: "waitgroupwait",
		edits: []edit{{"\tdb.cancel()\n\tdb.purger.Wait()\n", "\tdb.purger.Wait()\n\tdb.cancel()\n"}},
	},
	{
		name: "the store defers the two in the wrong order", file: "db.go", by: "waitgroupwait",
		edits: []edit{{"\tdb.cancel()\n\tdb.purger.Wait()\n", "\tdefer db.cancel()\n\tdefer db.purger.Wait()\n"}},
	},
	{
		name: "the store waits in a goroutine", file: "db.go", by: "servershutdown",
		edits: []edit{{"\tdb.purger.Wait()\n", "\tgo db.purger.Wait()\n"}},
	},
	{
		name: "the purger is not counted", file: "db.go", by: "servershutdown",
		edits: []edit{{"db.purger.Go(func() { db.purge(ctx) })", "go db.purge(ctx)"}},
	},
	{
		name: "the purger is counted and never done", file: "db.go", by: "waitgroupdone",
		edits: []edit{{"db.purger.Go(func() { db.purge(ctx) })", "db.purger.Add(1)\n\tgo db.purge(ctx)"}},
	},
	{
		name: "the purger counts itself", file: "db.go", by: "waitgroupdone",
		edits: []edit{{
			"db.purger.Go(func() { db.purge(ctx) })",
			"go func() {\n\t\tdefer db.purger.Done()\n\t\tdb.removeExpired()\n\t\tdb.purger.Add(1)\n\t\tdb.purge(ctx)\n\t}()",
		}},
	},
	{
		name: "the purger gets the background context", file: "db.go", by: "goroutinestop",
		edits: []edit{{"ctx, cancel := context.WithCancel(context.Background())", "_, cancel := context.WithCancel(context.Background())"}, {"db.purge(ctx)", "db.purge(context.Background())"}},
	},
	{
		name: "the purger does not listen", file: "purge.go", by: "goroutinestop",
		edits: []edit{{"\t\tcase <-ctx.Done():\n\t\t\treturn\n", ""}},
	},
	{
		name: "the purger listens and goes on", file: "purge.go", by: "goroutinestop",
		edits: []edit{{"\t\tcase <-ctx.Done():\n\t\t\treturn\n", "\t\tcase <-ctx.Done():\n"}},
	},
	{
		name: "the purger leaves the select alone", file: "purge.go", by: "goroutinestop",
		edits: []edit{{"\t\tcase <-ctx.Done():\n\t\t\treturn\n", "\t\tcase <-ctx.Done():\n\t\t\tbreak\n"}},
	},
	{
		name: "the purger ends the process", file: "purge.go", by: "exitoutsidemain",
		edits: []edit{{"\t\tcase <-ctx.Done():\n\t\t\treturn\n", "\t\tcase <-ctx.Done():\n\t\t\tos.Exit(0)\n"}, {"\t\"context\"\n", "\t\"context\"\n\t\"os\"\n"}},
	},
	{
		name: "the purger gets a detached context", file: "db.go", by: "goroutinestop",
		edits: []edit{{"db.purge(ctx)", "db.purge(context.WithoutCancel(ctx))"}},
	},
	{
		name: "the purger listens to nobody", file: "purge.go", by: "goroutinestop",
		edits: []edit{{"case <-ctx.Done():", "case <-make(chan struct{}):"}},
	},
	{
		name: "the purger looks at the context and goes on", file: "purge.go", by: "goroutinestop",
		edits: []edit{{"\t\tcase <-ctx.Done():\n\t\t\treturn\n", ""}, {"\t\tvar due <-chan", "\t\tif ctx.Err() != nil {\n\t\t\ttimer.Stop()\n\t\t}\n\t\tvar due <-chan"}},
	},
	{
		name: "the purger is counted twice", file: "db.go", by: "waitgroupdone",
		edits: []edit{{"db.purger.Go(func() { db.purge(ctx) })", "db.purger.Add(2)\n\tgo func() {\n\t\tdefer db.purger.Done()\n\t\tdb.purge(ctx)\n\t}()"}},
	},
}

// The accept loop has a channel that is closed when it has ended.
var acceptMutants = []mutant{
	{
		name: "the accept loop does not say that it has ended", file: "accept.go", by: "goroutineblocked",
		edits: []edit{{"\tdefer close(s.acceptDone)\n", ""}},
	},
	{
		name: "the accept loop says so on one way out alone", file: "accept.go", gap: "the ways through a function are followed for the channels that it has made itself",
		edits: []edit{{"\tdefer close(s.acceptDone)\n", ""}, {"\t\t\treturn // ctx is done", "\t\t\tclose(s.acceptDone)\n\t\t\treturn // ctx is done"}},
	},
	{
		name: "the accept loop ends the process", file: "accept.go", by: "exitoutsidemain",
		edits: []edit{{"\t\t\t\ts.acceptErr = fmt.Errorf(\"kvserver: %w\", err)\n", "\t\t\t\tlog.Fatal(fmt.Errorf(\"kvserver: %w\", err))\n"}, {"\t\"fmt\"\n", "\t\"fmt\"\n\t\"log\"\n"}},
	},
	{
		name: "the accept loop never gives up", file: "accept.go", by: "goroutinestop",
		edits: []edit{
			{"\t\t\treturn // ctx is done", "\t\t\tcontinue // ctx is done"},
			{"\t\t\t\ts.acceptErr = fmt.Errorf(\"kvserver: %w\", err)\n\t\t\t}\n\t\t\treturn\n", "\t\t\t\ts.acceptErr = fmt.Errorf(\"kvserver: %w\", err)\n\t\t\t}\n\t\t\tcontinue\n"},
		},
	},
	{
		name: "the accept loop is told by nobody", file: "server.go", by: "servershutdown",
		edits: []edit{{"acceptCtx, stopAccepting :=", "_, stopAccepting :="}, {"go s.acceptLoop(acceptCtx, connCtx)", "go s.acceptLoop(context.Background(), connCtx)"}},
	},
	{
		name: "the connections are told by nobody", file: "server.go", by: "servershutdown",
		edits: []edit{{"connCtx, stopConns :=", "_, stopConns :="}, {"go s.acceptLoop(acceptCtx, connCtx)", "go s.acceptLoop(acceptCtx, context.Background())"}},
	},
}

// Each connection has a goroutine that is counted.
var connMutants = []mutant{
	{
		name: "the connections are not counted", file: "server.go", by: "servershutdown",
		edits: []edit{{"s.conns.Go(func() {", "go func() {"}, {"newConn(nc, s.db, s.cfg).serve(ctx)\n\t})", "newConn(nc, s.db, s.cfg).serve(ctx)\n\t}()"}},
	},
	{
		name: "the connections are counted and never done", file: "server.go", by: "waitgroupdone",
		edits: []edit{{"s.conns.Go(func() {", "s.conns.Add(1)\n\tgo func() {"}, {"newConn(nc, s.db, s.cfg).serve(ctx)\n\t})", "newConn(nc, s.db, s.cfg).serve(ctx)\n\t}()"}},
	},
	{
		name: "the connections are done on one way alone", file: "server.go", by: "waitgroupdone",
		edits: []edit{
			{"s.conns.Go(func() {", "s.conns.Add(1)\n\tgo func() {\n\t\tif ctx.Err() != nil {\n\t\t\treturn\n\t\t}"},
			{"newConn(nc, s.db, s.cfg).serve(ctx)\n\t})", "newConn(nc, s.db, s.cfg).serve(ctx)\n\t\ts.conns.Done()\n\t}()"},
		},
	},
	{
		name: "the connections are done twice", file: "server.go", by: "waitgroupdone",
		edits: []edit{{"\t\tdefer s.slots.Release(1)\n", "\t\tdefer s.slots.Release(1)\n\t\tdefer s.conns.Done()\n"}},
	},
	{
		name: "the interruption does not say that it has ended", file: "conn.go", by: "goroutineblocked",
		edits: []edit{{"\t\tdefer close(interrupted)\n", ""}},
	},
	{
		name: "a connection ends the process", file: "hangup.go", by: "exitoutsidemain",
		edits: []edit{{"\tif err := c.write(replyClosing(reason)); err != nil {\n\t\treturn\n", "\tif err := c.write(replyClosing(reason)); err != nil {\n\t\tos.Exit(1)\n"}, {"\t\"io\"\n", "\t\"io\"\n\t\"os\"\n"}},
	},
	{
		name: "the connections count themselves", file: "server.go", by: "waitgroupdone",
		edits: []edit{
			{"s.conns.Go(func() {\n\t\tdefer s.slots.Release(1)\n", "go func() {\n\t\tdefer s.slots.Release(1)\n\t\ts.conns.Add(1)\n\t\tdefer s.conns.Done()\n"},
			{"newConn(nc, s.db, s.cfg).serve(ctx)\n\t})", "newConn(nc, s.db, s.cfg).serve(ctx)\n\t}()"},
		},
	},
	{
		name: "the connections wait for one another", file: "server.go", by: "waitgroupwait",
		edits: []edit{{"\t\tnewConn(nc, s.db, s.cfg).serve(ctx)\n", "\t\tnewConn(nc, s.db, s.cfg).serve(ctx)\n\t\ts.conns.Wait()\n"}},
	},
	{
		name: "a connection ends the process where it cannot read", file: "conn.go", by: "exitoutsidemain",
		edits: []edit{{"\t\tline, err := c.readLine()\n\t\tif err != nil {\n", "\t\tline, err := c.readLine()\n\t\tif err != nil && ctx.Err() == nil {\n\t\t\tlog.Fatal(err)\n\t\t}\n\t\tif err != nil {\n"}, {"\t\"io\"\n", "\t\"io\"\n\t\"log\"\n"}},
	},
}

// Shutdown tells the parts one after the other, and waits for each.
var shutdownMutants = []mutant{
	{
		name: "Shutdown does not tell the accept loop", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\ts.stopAccepting()\n", ""}},
	},
	{
		name: "Shutdown does not close the listener", file: "shutdown.go", gap: "the caller may close the listener that it has handed over",
		edits: []edit{{"closeErr := s.ln.Close()", "var closeErr error"}},
	},
	{
		name: "Shutdown does not wait for the accept loop", file: "shutdown.go", gap: "Done hands out the channel, so the caller may wait for it",
		edits: []edit{{"\t<-s.acceptDone\n", ""}},
	},
	{
		name: "Shutdown waits for the accept loop first", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\ts.stopAccepting()\n", "\t<-s.acceptDone\n\ts.stopAccepting()\n"}, {"\t}\n\t<-s.acceptDone\n", "\t}\n"}},
	},
	{
		name: "Shutdown does not tell the connections", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\ts.stopConns()\n", ""}},
	},
	{
		name: "Shutdown does not wait for the connections", file: "shutdown.go", by: "waitgroupwait",
		edits: []edit{{"\t\ts.conns.Wait()\n", ""}},
	},
	{
		name: "Shutdown does not close the store", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"\ts.db.Close()\n", ""}},
	},
	{
		name: "the drain does not say that it is over", file: "shutdown.go", by: "goroutineblocked",
		edits: []edit{{"\t\tclose(drained)\n", ""}},
	},
	{
		name: "the drain sends what two receive", file: "shutdown.go", by: "goroutineblocked",
		edits: []edit{{"\t\tclose(drained)\n", "\t\tdrained <- struct{}{}\n"}, {"\tn := s.closeConns()\n\t<-drained\n", "\tn := s.closeConns()\n"}},
	},
	{
		name: "the drain does not wait for what it has closed", file: "shutdown.go", gap: "a drain may give up at its deadline, as that of net/http does",
		edits: []edit{{"\tn := s.closeConns()\n\t<-drained\n", "\tn := s.closeConns()\n"}},
	},
	{
		name: "Shutdown ends the process", file: "shutdown.go", by: "exitoutsidemain",
		edits: []edit{{"\treturn errors.Join(s.acceptErr, closeErr, drainErr)\n", "\tif err := errors.Join(s.acceptErr, closeErr, drainErr); err != nil {\n\t\tlog.Fatal(err)\n\t}\n\treturn nil\n"}, {"\t\"fmt\"\n", "\t\"fmt\"\n\t\"log\"\n"}},
	},
	{
		name: "Shutdown does not look at its context", file: "shutdown.go", by: "servershutdown",
		edits: []edit{{"drainErr := s.drain(ctx)", "drainErr := s.drain(context.Background())"}},
	},
}

// The command waits for a signal and drains the server.
var commandMutants = []mutant{
	{
		name: "the drain gets the context of the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"context.WithTimeout(context.Background(), opts.drain)", "context.WithTimeout(ctx, opts.drain)"}},
	},
	{
		name: "Shutdown gets the context of the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tdrainCtx, cancel := context.WithTimeout(context.Background(), opts.drain)\n\tdefer cancel()\n\treturn srv.Shutdown(drainCtx)", "\treturn srv.Shutdown(ctx)"}},
	},
	{
		name: "the drain is cancelled first", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tdefer cancel()\n", "\tcancel()\n"}},
	},
	{
		name: "Shutdown is deferred above the cancel", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tdefer cancel()\n\treturn srv.Shutdown(drainCtx)", "\tdefer srv.Shutdown(drainCtx)\n\tdefer cancel()\n\treturn nil"}},
	},
	{
		name: "the stop of the signals is discarded", file: "cmd/kvserver/main.go", by: "stopsignal",
		edits: []edit{{"ctx, stop := signal.NotifyContext", "ctx, _ := signal.NotifyContext"}, {"\tdefer stop()\n", ""}, {"\tstop()\n", ""}},
	},
	{
		name: "a signal ends the process", file: "cmd/kvserver/main.go", by: "stopsignal",
		edits: []edit{{"\tdefer stop()\n", "\tdefer stop()\n\tgo func() {\n\t\t<-ctx.Done()\n\t\tos.Exit(0)\n\t}()\n"}},
	},
	{
		name: "nobody receives the signals", file: "cmd/kvserver/main.go", by: "stopsignal",
		edits: []edit{
			{"ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)\n\tdefer stop()\n", "stops := make(chan os.Signal, 1)\n\tsignal.Notify(stops, os.Interrupt, syscall.SIGTERM)\n"},
			{"\tcase <-ctx.Done():\n\t\tlogger.Info(\"stopping\", \"cause\", context.Cause(ctx))\n", ""},
			{"\tstop()\n", ""},
		},
	},
	{
		name: "the command exits where it fails to listen", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\tif err != nil {\n\t\treturn err\n\t}\n\tsrv :=", "\tif err != nil {\n\t\tlogger.Error(\"listen\", \"err\", err)\n\t\tos.Exit(1)\n\t}\n\tsrv :="}},
	},
	{
		name: "the command exits where it has stopped", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\t\tlogger.Error(\"stopped\", \"err\", err)\n\t\treturn 1\n", "\t\tlogger.Error(\"stopped\", \"err\", err)\n\t\tos.Exit(1)\n"}},
	},
	{
		name: "the command exits instead of draining", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\t\tlogger.Info(\"stopping\", \"cause\", context.Cause(ctx))\n", "\t\tlogger.Info(\"stopping\", \"cause\", context.Cause(ctx))\n\t\tos.Exit(0)\n"}},
	},
	{
		name: "the command does not shut the server down", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\treturn srv.Shutdown(drainCtx)", "\t<-drainCtx.Done()\n\treturn nil"}},
	},
	{
		name: "the command shuts down in a goroutine", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\treturn srv.Shutdown(drainCtx)", "\tgo srv.Shutdown(drainCtx)\n\treturn nil"}},
	},
	{
		name: "Shutdown is deferred with the context of the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tdrainCtx, cancel := context.WithTimeout(context.Background(), opts.drain)\n\tdefer cancel()\n\treturn srv.Shutdown(drainCtx)", "\tdefer func() {\n\t\tif err := srv.Shutdown(ctx); err != nil {\n\t\t\tlogger.Error(\"drain\", \"err\", err)\n\t\t}\n\t}()\n\treturn nil"}},
	},
	{
		name: "Shutdown runs when the signal comes with its context", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"\tselect {\n", "\tcontext.AfterFunc(ctx, func() { srv.Shutdown(ctx) })\n\tselect {\n"}},
	},
	{
		name: "the drain derives its deadline from the signal", file: "cmd/kvserver/main.go", by: "servershutdown",
		edits: []edit{{"context.WithTimeout(context.Background(), opts.drain)", "context.WithDeadline(ctx, time.Now().Add(opts.drain))"}},
	},
	{
		name: "the command exits where it has drained", file: "cmd/kvserver/main.go", by: "exitoutsidemain",
		edits: []edit{{"\treturn srv.Shutdown(drainCtx)", "\tif err := srv.Shutdown(drainCtx); err != nil {\n\t\tos.Exit(1)\n\t}\n\treturn nil"}},
	},
	{
		name: "the command does not ask for SIGTERM", file: "cmd/kvserver/main.go", by: "stopsignal", flag: "stopsignal.pair",
		edits: []edit{{"os.Interrupt, syscall.SIGTERM)", "os.Interrupt)"}, {"\t\"syscall\"\n", ""}},
	},
	{
		name: "the command swallows the second signal", file: "cmd/kvserver/main.go", by: "stopsignal", flag: "stopsignal.second",
		edits: []edit{{"\tstop()\n", ""}},
	},
}
