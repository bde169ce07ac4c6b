//go:build go1.18

package versions

import "os"

type opener[F any] interface{ Open(string) (F, error) }

// Open is compiled by the rules of an older version.
func Open[F any, O opener[F]](o O, names ...string) (files []F) {
	for i := 0; i < len(names); i++ {
		f, err := o.Open(names[i])
		if err != nil {
			defer func() {
				os.Exit(i) // want `call to os\.Exit ends the process outside main`
			}()
		}
		files = append(files, f)
	}
	return files
}
