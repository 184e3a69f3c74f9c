/*
 * A port to begin with: a Linux or macOS host whose sound is time alone. The microphone hears silence, the loudspeaker
 * takes as long as a real one. Replace one function after the other by your driver, and run the checks:
 *
 *   cc -std=c11 -Wall -Wextra -Werror -o host_port host_port.c check_port.c && ./host_port
 *
 * Exit code 0 when all promises are kept, else 1. With -DBREAK_FLUSH it forgets to flush, to see a check fail.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "check_port.h"

#define SECOND_NANOS 1000000000ull
#define BLOCKS 2u
#define ENTRIES 16u

/* ---- clock ------------------------------------------------------------------------------------------------------------ */

static uint64_t nanos_of(clockid_t which) {
  struct timespec time;
  clock_gettime(which, &time);
  return (uint64_t)time.tv_sec * SECOND_NANOS + (uint64_t)time.tv_nsec;
}

static uint64_t now_nanos(void *self) {
  (void)self;
  return nanos_of(CLOCK_MONOTONIC);
}

static uint64_t wall_millis(void *self) {
  (void)self;
  return nanos_of(CLOCK_REALTIME) / 1000000u;
}

static const clock_interface_t host_clock = {NULL, now_nanos, wall_millis};

/* ---- sound ------------------------------------------------------------------------------------------------------------ */

/* What a driver would know from its DMA: here time tells. */
typedef struct host_audio {
  bool recording;
  uint64_t taken_nanos;       /* until then the microphone's samples have been taken */
  uint64_t end_nanos[BLOCKS]; /* when each block will have been heard */
  unsigned blocks;
} host_audio_t;

static bool audio_init(void *self) {
  memset(self, 0, sizeof(host_audio_t));
  return true;
}

static bool start_recording(void *self) {
  host_audio_t *audio = self;
  if (!audio->recording) {
    audio->recording = true;
    audio->taken_nanos = now_nanos(NULL);
  }
  return true;
}

static void stop_recording(void *self) { ((host_audio_t *)self)->recording = false; }

static size_t read_samples(void *self, int16_t *samples, size_t capacity, uint64_t *captured_nanos) {
  host_audio_t *audio = self;
  if (!audio->recording) {
    return 0;
  }
  const uint64_t sample_nanos = SECOND_NANOS / XIAOZHI_UPLINK_HZ;
  uint64_t now = now_nanos(NULL);
  if (now - audio->taken_nanos > XIAOZHI_STALE_MILLIS / 2 * 1000000u) {
    audio->taken_nanos = now - 10u * 1000000u; /* a stall: what has piled up is lost, and not made up */
  }
  size_t count = (size_t)((now - audio->taken_nanos) / sample_nanos);
  count = count < capacity ? count : capacity;
  memset(samples, 0, count * sizeof samples[0]);
  audio->taken_nanos += count * sample_nanos;
  *captured_nanos = audio->taken_nanos;
  return count;
}

/* Forgets the blocks that have been heard. */
static void settle(host_audio_t *audio) {
  uint64_t now = now_nanos(NULL);
  while (audio->blocks > 0 && audio->end_nanos[0] <= now) {
    memmove(audio->end_nanos, audio->end_nanos + 1, (BLOCKS - 1) * sizeof audio->end_nanos[0]);
    audio->blocks--;
  }
}

static bool has_room(void *self) {
  settle(self);
  return ((host_audio_t *)self)->blocks < BLOCKS;
}

static bool drained(void *self) {
  settle(self);
  return ((host_audio_t *)self)->blocks == 0;
}

static const audio_interface_t host_audio_interface;

static bool play(void *self, const int16_t *samples, size_t count) {
  host_audio_t *audio = self;
  (void)samples;
  if (!has_room(self)) {
    return false;
  }
  uint64_t begin = audio->blocks > 0 ? audio->end_nanos[audio->blocks - 1] : now_nanos(NULL);
  audio->end_nanos[audio->blocks++] = begin + count * SECOND_NANOS / host_audio_interface.output_rate_hz;
  return true;
}

static void flush(void *self) {
#ifdef BREAK_FLUSH
  (void)self;
#else
  ((host_audio_t *)self)->blocks = 0;
#endif
}

static void set_volume(void *self, uint8_t percent) {
  (void)self;
  (void)percent;
}

static host_audio_t host_audio;

static const audio_interface_t host_audio_interface = {
    .self = &host_audio,
    .input_rate_hz = XIAOZHI_UPLINK_HZ,
    .output_rate_hz = 24000,
    .input_channels = 1,
    .init = audio_init,
    .start_recording = start_recording,
    .stop_recording = stop_recording,
    .read = read_samples,
    .has_room = has_room,
    .play = play,
    .drained = drained,
    .flush = flush,
    .set_volume = set_volume,
};

/* ---- settings: as long as the program runs -------------------------------------------------------------------------------- */

typedef struct entry {
  bool used;
  bool text;
  char space[XIAOZHI_KEY_LENGTH + 1];
  char key[XIAOZHI_KEY_LENGTH + 1];
  char value[XIAOZHI_VALUE_BYTES + 1];
  int32_t number;
} entry_t;

static entry_t entries[ENTRIES];

static entry_t *find(const char *space, const char *key) {
  for (entry_t *one = entries; one < entries + ENTRIES; one++) {
    if (one->used && strcmp(one->space, space) == 0 && strcmp(one->key, key) == 0) {
      return one;
    }
  }
  return NULL;
}

static entry_t *find_or_make(const char *space, const char *key) {
  if (strlen(space) > XIAOZHI_KEY_LENGTH || strlen(key) > XIAOZHI_KEY_LENGTH) {
    return NULL;
  }
  entry_t *found = find(space, key);
  for (entry_t *one = entries; found == NULL && one < entries + ENTRIES; one++) {
    found = one->used ? NULL : one;
  }
  if (found != NULL) {
    found->used = true;
    strcpy(found->space, space);
    strcpy(found->key, key);
  }
  return found;
}

static int get_text(void *self, const char *space, const char *key, char *value, size_t capacity) {
  (void)self;
  const entry_t *found = find(space, key);
  if (found == NULL || !found->text || strlen(found->value) >= capacity) {
    return -1;
  }
  strcpy(value, found->value);
  return (int)strlen(value);
}

static bool get_number(void *self, const char *space, const char *key, int32_t *value) {
  (void)self;
  const entry_t *found = find(space, key);
  if (found == NULL || found->text) {
    return false;
  }
  *value = found->number;
  return true;
}

static bool put_text(void *self, const char *space, const char *key, const char *value) {
  (void)self;
  entry_t *entry = strlen(value) > XIAOZHI_VALUE_BYTES ? NULL : find_or_make(space, key);
  if (entry == NULL) {
    return false;
  }
  entry->text = true;
  strcpy(entry->value, value);
  return true;
}

static bool put_number(void *self, const char *space, const char *key, int32_t value) {
  (void)self;
  entry_t *entry = find_or_make(space, key);
  if (entry == NULL) {
    return false;
  }
  entry->text = false;
  entry->number = value;
  return true;
}

static void remove_entry(void *self, const char *space, const char *key) {
  (void)self;
  entry_t *found = find(space, key);
  if (found != NULL) {
    found->used = false;
  }
}

static void erase(void *self) {
  (void)self;
  memset(entries, 0, sizeof entries);
}

static const settings_interface_t host_settings = {NULL,       get_text,     get_number, put_text,
                                                   put_number, remove_entry, erase};

/* ---- the checks ------------------------------------------------------------------------------------------------------------- */

static void say(void *self, const char *sentence) {
  (void)self;
  printf("promise broken: %s\n", sentence);
}

static void idle(void *self) {
  (void)self;
  const struct timespec millisecond = {0, 1000000};
  nanosleep(&millisecond, NULL);
}

int main(void) {
  const port_check_t check = {NULL, say, idle};
  unsigned broken = check_clock(&host_clock, &check);
  broken += check_audio(&host_audio_interface, &host_clock, &check);
  broken += check_settings(&host_settings, &check);
  printf("%u promises broken\n", broken);
  return broken == 0 ? 0 : 1;
}
