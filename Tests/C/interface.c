// The C interface, as a program in C uses it: one fit of a table in memory, from eight threads at once, and what goes wrong.
//
//   cc Tests/C/interface.c -ISources/CScalingHeader/include -ISources/CArrow/include -LFOLDER -lscaling-c -lpthread -o interface
#include <arrow.h>
#include <math.h>
#include <pthread.h>
#include <scaling.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 40, COLUMNS = 3 };

static int failures = 0;

static void check(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "failed: %s\n", what);
  __sync_fetch_and_add(&failures, 1);
}

// A table of doubles as an Arrow stream of one batch. Everything hangs on the stream, and goes with it.
struct table {
  double cells[COLUMNS][ROWS];
  struct ArrowSchema fields[COLUMNS], *field_pointers[COLUMNS];
  struct ArrowArray columns[COLUMNS], *column_pointers[COLUMNS];
  const void *buffers[COLUMNS][2];
  const void *no_buffers[1];
  int is_read, releases;
};

static const char *names[COLUMNS] = {"params", "tokens", "loss"};

static void release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void release_array(struct ArrowArray *array) { array->release = NULL; }

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  struct table *table = stream->private_data;
  for (int i = 0; i < COLUMNS; i++) {
    table->fields[i] = (struct ArrowSchema){.format = "g", .name = names[i], .flags = 2, .release = release_schema};
    table->field_pointers[i] = &table->fields[i];
  }
  *out = (struct ArrowSchema){.format = "+s", .n_children = COLUMNS, .children = table->field_pointers, .release = release_schema};
  return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  struct table *table = stream->private_data;
  memset(out, 0, sizeof *out);
  if (table->is_read++) return 0;
  for (int i = 0; i < COLUMNS; i++) {
    table->buffers[i][1] = table->cells[i];
    table->columns[i] = (struct ArrowArray){.length = ROWS, .n_buffers = 2, .buffers = table->buffers[i], .release = release_array};
    table->column_pointers[i] = &table->columns[i];
  }
  *out = (struct ArrowArray){
      .length = ROWS, .n_buffers = 1, .n_children = COLUMNS, .buffers = table->no_buffers, .children = table->column_pointers, .release = release_array};
  return 0;
}

static const char *no_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}

static void release_stream(struct ArrowArrayStream *stream) {
  ((struct table *)stream->private_data)->releases++;
  stream->release = NULL;
}

static void fill(struct table *table) {
  memset(table, 0, sizeof *table);
  for (int i = 0; i < ROWS; i++) {
    table->cells[0][i] = 1e8 * pow(1.2, i % 8) * (1 + i / 8);
    table->cells[1][i] = 2e9 * pow(1.7, (i * 5) % 9);
    table->cells[2][i] = (1.7 + 400 * pow(table->cells[0][i], -0.34) + 410 * pow(table->cells[1][i], -0.28)) * (1 + 0.01 * sin(17 * i));
  }
}

static struct ArrowArrayStream stream_of(struct table *table) {
  return (struct ArrowArrayStream){get_schema, get_next, no_error, release_stream, table};
}

static const char request[] =
    "{\"verb\": \"fit\", \"data\": \"runs\", \"law\": \"chinchilla\", \"column\": [\"N=params\", \"D=tokens\"]}";

static char *fitted(void) {
  struct table *table = malloc(sizeof *table);
  fill(table);
  struct ArrowArrayStream stream = stream_of(table);
  struct scaling_table given = {"runs", &stream};
  struct scaling_inputs inputs = {.tables = &given, .table_count = 1};
  scaling_run *run = scaling_open();
  int status = scaling_perform(run, request, &inputs);
  check(status == 0, "a fit has status 0");
  check(table->releases == 1 && stream.release == NULL, "the stream is released once");
  check(scaling_last_error(run) == NULL, "no error after a fit");
  char *record = strdup(scaling_record(run));
  check(strstr(record, "\"schema\": \"scaling.fit/1\"") != NULL, "the record is a fit");
  check(scaling_export(run, ".vl.json") != NULL && scaling_export(run, ".html") != NULL, "a figure and a page");
  check(scaling_export(run, ".exe") == NULL && scaling_last_error(run) != NULL, "no other kind");
  scaling_close(run);
  free(table);
  return record;
}

static void *work(void *expected) {
  for (int i = 0; i < 3; i++) {
    char *record = fitted();
    check(!strcmp(record, expected), "the same record on every thread");
    free(record);
  }
  return NULL;
}

static void *cancel(void *run) {
  struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  scaling_cancel(run);
  return NULL;
}

static void count(void *context, const char *what, int64_t done, int64_t total) {
  if (what[0] && done <= total) __sync_fetch_and_add((int *)context, 1);
}

int main(void) {
  char *expected = fitted();
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) pthread_create(&threads[i], NULL, work, expected);
  for (int i = 0; i < 8; i++) pthread_join(threads[i], NULL);

  scaling_run *run = scaling_open();
  check(scaling_perform(run, "{", NULL) == 65, "broken JSON is bad data");
  check(strstr(scaling_record(run), "scaling.problem/1") != NULL, "and its record says so");
  check(scaling_perform(run, "{\"verb\": \"fit\", \"data\": \"@olmo-ladder\", \"law\": \"none\"}", NULL) == 64, "no such law is usage");
  check(scaling_perform(run, "{\"verb\": \"laws\"}", NULL) == 0, "a run may be used again");
  check(scaling_last_error(run) == NULL, "and has no error left");

  struct table table;
  fill(&table);
  table.cells[1][3] = INFINITY;
  struct ArrowArrayStream stream = stream_of(&table);
  struct scaling_table given = {"runs", &stream};
  struct scaling_inputs inputs = {.tables = &given, .table_count = 1};
  check(scaling_perform(run, request, &inputs) == 65, "an infinite cell is bad data");
  check(stream.release == NULL, "a table that is refused is released too");

  int told = 0;
  pthread_t canceller;
  pthread_create(&canceller, NULL, cancel, run);
  struct scaling_inputs counting = {.progress = count, .context = &told};
  int status = scaling_perform(
      run, "{\"verb\": \"calibrate\", \"data\": \"@olmo-ladder\", \"law\": \"chinchilla\", \"column\": [\"N=params\", \"D=tokens\"], \"tables\": 20000}",
      &counting);
  pthread_join(canceller, NULL);
  check(status == 130, "cancelled");
  check(told > 0, "progress was told");
  scaling_close(run);
  scaling_close(NULL);

  char *schema = scaling_schema("fit");
  check(schema != NULL && strstr(schema, "scaling.fit/1") != NULL, "the schema of a fit");
  scaling_free(schema);
  check(scaling_schema("none") == NULL, "no schema of another name");
  check(strstr(scaling_options(), "\"fit\"") != NULL && scaling_version()[0], "options and version");
  free(expected);
  printf("%s\n", failures ? "the C interface has failures" : "the C interface holds");
  return failures != 0;
}
