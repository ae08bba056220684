// Scaling laws from C and from every language that calls C: a request in, a record out.
//
// A request and a record are JSON, the same that the command `scaling` reads with `run` and writes with `--json`: see `scaling schema`.
//
//   scaling_run *run = scaling_open();
//   int status = scaling_perform(run, "{\"verb\": \"fit\", \"data\": \"runs\", \"law\": \"chinchilla\"}", &inputs);
//   puts(scaling_record(run));
//   scaling_close(run);
//
// Nothing is printed, no signal handler is set, and nothing outlives scaling_close. Any number of runs may be open, each used by one
// thread at a time; scaling_cancel may be called by any thread.
#ifndef SCALING_H
#define SCALING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ArrowArrayStream;

// One request and its answer.
typedef struct scaling_run scaling_run;

// A table that a request may name, through the Arrow C stream interface. The stream is read at once and released.
struct scaling_table {
  const char *name;
  struct ArrowArrayStream *stream;
};

// A record that a request may name where a command would name a file, for instance a fit.
struct scaling_document {
  const char *name;
  const char *text;
};

// How far the work is: `done` of `total` pieces of `what`. Called from any thread, also from several at once.
typedef void (*scaling_progress)(void *context, const char *what, int64_t done, int64_t total);

// What a request finds under the names that it uses. Other names are paths, `-` for standard input, or `@name` for bundled tables.
struct scaling_inputs {
  const struct scaling_table *tables;
  size_t table_count;
  const struct scaling_document *documents;
  size_t document_count;
  scaling_progress progress;  // may be null
  void *context;              // handed to `progress`
};

scaling_run *scaling_open(void);

// Performs a request. `inputs` may be null.
//
// Returns 0 for a result, 1 for one that is not to be trusted (its record says why), and otherwise what the command would end with:
// 64 for a request that makes no sense, 65 for bad data, 66 for none, 71 where the system gives no memory, 130 where it was cancelled.
int scaling_perform(scaling_run *run, const char *request, const struct scaling_inputs *inputs);

// The record of the answer, or `scaling.problem/1` where there is none. It is valid until the next call with this run.
const char *scaling_record(scaling_run *run);

// The answer as something else: ".txt", ".html", ".md", ".tex", ".ipynb", ".csv", ".svg" or ".vl.json" (Vega-Lite), where the verb has it.
//
// Null where it does not; scaling_last_error says why. Valid until the next call with this run.
const char *scaling_export(scaling_run *run, const char *kind);

// Why the last call of this run gave nothing, as `scaling.problem/1`; null where it did not fail.
const char *scaling_last_error(scaling_run *run);

// Lets the request that is being performed end soon, with status 130.
void scaling_cancel(scaling_run *run);

void scaling_close(scaling_run *run);

// The names of all verbs with their options, as JSON: what requests are made of.
const char *scaling_options(void);

// The JSON Schema of a record, "fit" or "scaling.fit/1"; null for a name that there is none of. Free it with scaling_free.
char *scaling_schema(const char *name);
void scaling_free(char *text);

// As in `scaling --version`.
const char *scaling_version(void);

// Is the command `scaling`, with the words that this process was started with: prints, writes, and ends the process. For a program that
// does nothing else.
void scaling_command(void);

#ifdef __cplusplus
}
#endif

#endif
