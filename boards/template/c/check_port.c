#include "check_port.h"

#include <string.h>

#define MILLI 1000000ull
#define BLOCK_MILLIS 60u
#define LATENCY_MILLIS 500u
#define MOST_SAMPLES (96u * BLOCK_MILLIS)

/* What all checks of one part share. */
typedef struct watch {
  const port_check_t *check;
  const clock_interface_t *clock;
  unsigned broken;
} watch_t;

static void promise(watch_t *watch, bool kept, const char *sentence) {
  if (!kept) {
    watch->broken++;
    watch->check->say(watch->check->self, sentence);
  }
}

static uint64_t now(const watch_t *watch) { return watch->clock->now_nanos(watch->clock->self); }

static void wait_millis(const watch_t *watch, unsigned millis) {
  uint64_t end = now(watch) + millis * MILLI;
  while (now(watch) < end) {
    watch->check->idle(watch->check->self);
  }
}

/* ---- clock ------------------------------------------------------------------------------------------------------------ */

unsigned check_clock(const clock_interface_t *clock, const port_check_t *check) {
  watch_t watch = {check, clock, 0};
  bool forward = true;
  uint64_t before = now(&watch);
  for (unsigned i = 0; i < 10000; i++) {
    uint64_t after = now(&watch);
    forward = forward && after >= before;
    before = after;
  }
  promise(&watch, forward, "nanoseconds never go back");
  promise(&watch, clock->wall_millis(clock->self) > 1577836800000ull, "the wall clock knows the year");
  return watch.broken;
}

/* ---- loudspeaker ------------------------------------------------------------------------------------------------------- */

static bool play_block(const audio_interface_t *audio) {
  static int16_t silence[MOST_SAMPLES];
  memset(silence, 0, sizeof silence);
  size_t count = audio->output_rate_hz / 1000u * BLOCK_MILLIS;
  return audio->play(audio->self, silence, count < MOST_SAMPLES ? count : MOST_SAMPLES);
}

/* Waits until everything has been heard; gives whether that came in time. */
static bool drains(const audio_interface_t *audio, watch_t *watch, unsigned within_millis) {
  uint64_t end = now(watch) + within_millis * MILLI;
  while (!audio->drained(audio->self) && now(watch) < end) {
    watch->check->idle(watch->check->self);
  }
  return audio->drained(audio->self);
}

static void check_output(const audio_interface_t *audio, watch_t *watch) {
  promise(watch, audio->output_rate_hz >= 8000 && audio->output_rate_hz <= 96000,
          "a loudspeaker has a rate between 8 and 96 kHz");
  promise(watch, audio->has_room(audio->self) && audio->drained(audio->self),
          "an output is empty before the first sound, and says nothing by itself");

  uint64_t began = now(watch);
  bool taken = play_block(audio);
  bool sounding = !audio->drained(audio->self);
  bool heard = drains(audio, watch, BLOCK_MILLIS + LATENCY_MILLIS);
  bool in_time = now(watch) - began >= (BLOCK_MILLIS - 1) * MILLI;
  promise(watch, taken && sounding && heard && in_time,
          "the end of a sound is told when it has been heard, not when it has been handed over");

  unsigned blocks = 0;
  while (blocks < 1000 && audio->has_room(audio->self) && play_block(audio)) {
    blocks++;
  }
  promise(watch, blocks < 1000 && !play_block(audio), "an output holds little, says so by hasRoom, and refuses more");

  audio->flush(audio->self);
  promise(watch, audio->drained(audio->self) && audio->has_room(audio->self),
          "what is flushed is gone at once, and nothing is told of it");

  promise(watch, play_block(audio) && drains(audio, watch, BLOCK_MILLIS + LATENCY_MILLIS),
          "an output plays again after a flush");
}

/* ---- microphone -------------------------------------------------------------------------------------------------------- */

/* What a microphone gave. */
typedef struct capture {
  uint64_t samples;
  bool in_order;
  bool fresh;
} capture_t;

static size_t take(const audio_interface_t *audio, watch_t *watch, capture_t *capture) {
  int16_t samples[320];
  uint64_t captured = 0;
  size_t count = audio->read(audio->self, samples, sizeof samples / sizeof samples[0], &captured);
  uint64_t present = now(watch);
  if (count > 0) {
    capture->samples += count;
    capture->in_order =
        capture->in_order && captured <= present && count <= 320 && count % audio->input_channels == 0;
    capture->fresh = capture->fresh && present - captured <= XIAOZHI_STALE_MILLIS * MILLI;
  }
  return count;
}

static void listen_for(const audio_interface_t *audio, watch_t *watch, unsigned millis, capture_t *capture) {
  uint64_t end = now(watch) + millis * MILLI;
  while (now(watch) < end) {
    if (take(audio, watch, capture) == 0) {
      watch->check->idle(watch->check->self);
    }
  }
}

static void check_input(const audio_interface_t *audio, watch_t *watch) {
  bool usable = audio->input_rate_hz >= 16000 && audio->input_rate_hz <= 96000 && audio->input_channels >= 1 &&
                audio->input_channels <= 2;
  promise(watch, usable, "a microphone has 16 kHz or more, on one channel or two");
  if (!usable) {
    return;
  }
  capture_t capture = {0, true, true};
  listen_for(audio, watch, 200, &capture);
  promise(watch, capture.samples == 0, "a microphone delivers nothing before it is started");

  capture = (capture_t){0, true, true};
  bool started = audio->start_recording(audio->self);
  listen_for(audio, watch, 1000, &capture);
  uint64_t millis = capture.samples * 1000u / audio->input_channels / audio->input_rate_hz;
  promise(watch, started && capture.in_order && millis >= 750 && millis <= 1050,
          "a microphone delivers as many samples as time passes, in order and on the scheduler");

  wait_millis(watch, 700); /* nobody reads: what piles up meanwhile is too old, whatever its stamp says */
  capture_t late = {0, true, true};
  listen_for(audio, watch, 200, &late);
  millis = late.samples * 1000u / audio->input_channels / audio->input_rate_hz;
  promise(watch, capture.fresh && late.fresh && millis <= 200 + 250,
          "a microphone delivers nothing that is older than 200 ms");

  audio->stop_recording(audio->self);
  audio->stop_recording(audio->self);
  capture = (capture_t){0, true, true};
  listen_for(audio, watch, 200, &capture);
  promise(watch, capture.samples == 0, "nothing is delivered once stop has returned");

  audio->start_recording(audio->self);
  listen_for(audio, watch, 500, &capture);
  audio->stop_recording(audio->self);
  promise(watch, capture.samples > 0, "a microphone can be started again");
}

unsigned check_audio(const audio_interface_t *audio, const clock_interface_t *clock, const port_check_t *check) {
  watch_t watch = {check, clock, 0};
  if (!audio->init(audio->self)) {
    promise(&watch, false, "there is a codec, and it can be brought up");
    return watch.broken;
  }
  check_output(audio, &watch);
  check_input(audio, &watch);
  return watch.broken;
}

/* ---- settings ------------------------------------------------------------------------------------------------------------ */

unsigned check_settings(const settings_interface_t *settings, const port_check_t *check) {
  watch_t watch = {check, NULL, 0};
  void *self = settings->self;
  char text[64];
  int32_t number = 0;
  settings->erase(self);
  promise(&watch, settings->get_text(self, "wifi", "ssid", text, sizeof text) == -1 &&
                      !settings->get_number(self, "wifi", "channel", &number),
          "fresh settings know nothing, and give the default that was asked for");

  const char *odd = "ws://h/p?a=1\n\t\"\xe5\xb0\x8f\xe6\x99\xba\"\\ #=";
  bool put = settings->put_text(self, "websocket", "url", odd) && settings->put_number(self, "audio", "v", INT32_MIN);
  bool same = settings->get_text(self, "websocket", "url", text, sizeof text) == (int)strlen(odd) &&
              strcmp(text, odd) == 0 && settings->get_number(self, "audio", "v", &number) && number == INT32_MIN;
  promise(&watch, put && same, "a value comes back exactly as it was put, with every character");

  promise(&watch, !settings->get_number(self, "websocket", "url", &number) &&
                      settings->get_text(self, "audio", "v", text, sizeof text) == -1,
          "a text read as a number, or the reverse, is not there");

  settings->put_text(self, "mqtt", "url", "another");
  settings->remove(self, "mqtt", "url");
  settings->remove(self, "mqtt", "url");
  promise(&watch, settings->get_text(self, "websocket", "url", text, sizeof text) > 0,
          "a key of one namespace has nothing to do with that of another");

  bool longest = settings->put_number(self, "n", "123456789012345", 1);
  bool longer = settings->put_number(self, "n", "1234567890123456", 1);
  promise(&watch, longest && !longer,
          "keys of 15 characters and values of 4000 bytes are taken, longer ones are refused and change nothing");

  settings->erase(self);
  promise(&watch, settings->get_text(self, "websocket", "url", text, sizeof text) == -1,
          "erased settings know nothing, and take new values");
  return watch.broken;
}
