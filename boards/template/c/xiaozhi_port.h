/*
 * What a board must offer to a xiaozhi device written in C: the contracts of the hal module as structs of functions.
 *
 * For STM32 with LwIP, Linux and boards of the Arduino class alike. C99, no allocation, no threads, no library's type.
 * Names and promises are those of the Java interfaces, so that device-sim can be read beside it; boards/PORTING.md has
 * the table. check_port.c checks the promises that can be checked on the board itself.
 *
 * Rules for every function here:
 *   - it is called from one thread, the one that runs the main loop;
 *   - it returns at once: a driver that blocks is hidden behind an interrupt, DMA or a task of its own;
 *   - it calls nobody back, but for poll(), from inside which events are told;
 *   - 'self' is the implementation's own and is handed back to it untouched.
 */
#ifndef XIAOZHI_PORT_H
#define XIAOZHI_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define XIAOZHI_FRAME_MILLIS 60u          /* one Opus packet */
#define XIAOZHI_UPLINK_HZ 16000u          /* what the encoder takes */
#define XIAOZHI_FRAME_SAMPLES 960u        /* of the uplink, in one packet */
#define XIAOZHI_SEND_PACKETS 40u          /* queue to the network: when full, the oldest goes */
#define XIAOZHI_DECODE_PACKETS 40u        /* queue from the network: when full, the newest goes */
#define XIAOZHI_STALE_MILLIS 200u         /* older sound from the microphone is thrown away */
#define XIAOZHI_KEY_LENGTH 15u            /* of a settings' key */
#define XIAOZHI_VALUE_BYTES 4000u         /* of a settings' text */

/* ---- time: hal.Clock ---------------------------------------------------------------------------------------------- */

typedef struct clock_interface {
  void *self;
  /* Never goes back; only differences mean something. */
  uint64_t (*now_nanos)(void *self);
  /* Milliseconds since 1970-01-01 UTC; may jump when somebody sets the clock. */
  uint64_t (*wall_millis)(void *self);
} clock_interface_t;

/* ---- sound: hal.audio.PcmInput and PcmOutput ------------------------------------------------------------------------ */

typedef struct audio_interface {
  void *self;

  uint32_t input_rate_hz;  /* 16000 or more */
  uint32_t output_rate_hz; /* 8000 or more; mono */
  uint8_t input_channels;  /* 1, or 2 where the second is the loudspeaker's signal, aligned in time */

  /* Brings the codec up, silent. False when there is none; nothing else is called then. */
  bool (*init)(void *self);

  /* Begins to capture; a second call does nothing. */
  bool (*start_recording)(void *self);

  /* Ends it: read() gives nothing from here on, also not what was captured before. */
  void (*stop_recording)(void *self);

  /*
   * Takes what has been captured, channels interleaved: at most 'capacity' samples of all channels together, a whole
   * number for each channel. Gives how many, 0 when there is nothing, and in 'captured_nanos' when the last of them was
   * heard. Never hands over what is older than XIAOZHI_STALE_MILLIS: what was lost is not made up.
   */
  size_t (*read)(void *self, int16_t *samples, size_t capacity, uint64_t *captured_nanos);

  /* Whether another block would be taken. Hold two blocks of 60 ms or so: what lies deeper cannot be flushed. */
  bool (*has_room)(void *self);

  /* Plays 'count' samples after those already handed over, copying them. False, and nothing is taken, without room. */
  bool (*play)(void *self, const int16_t *samples, size_t count);

  /* Whether everything handed over has been heard, not only handed on. */
  bool (*drained)(void *self);

  /* Throws away, at once, what has not been heard. */
  void (*flush)(void *self);

  /* Loudness, 0 to 100; the device keeps the value. */
  void (*set_volume)(void *self, uint8_t percent);

  /* Converter and amplifier on or off, idempotent; null where there is no switch. */
  void (*enable_input)(void *self, bool on);
  void (*enable_output)(void *self, bool on);
} audio_interface_t;

/* ---- network: hal.network.Network, WebSocketConnection ---------------------------------------------------------------- */

typedef enum network_failure { /* hal.network.OpenFailure.Kind: told apart because the mend differs */
  NETWORK_BAD_URL,
  NETWORK_UNKNOWN_HOST,
  NETWORK_REFUSED,
  NETWORK_UNREACHABLE,
  NETWORK_CONNECT_TIMEOUT,
  NETWORK_TLS,
  NETWORK_HTTP_ANSWER, /* an answer other than 101; http_status has it */
  NETWORK_NOT_HTTP,
  NETWORK_UPGRADE_TIMEOUT,
  NETWORK_CLOSED_EARLY,
  NETWORK_LOCAL_LIMIT
} network_failure_t;

typedef struct network_header {
  const char *name;
  const char *value;
} network_header_t;

/* What a connection tells, from inside poll() only. After failed or closed nothing follows. */
typedef struct network_events {
  void *owner;
  void (*opened)(void *owner);
  void (*failed)(void *owner, network_failure_t why, int http_status, const char *detail);
  /* A whole message; valid only during the call. Text is not ended by a zero. */
  void (*text)(void *owner, const char *utf8, size_t length);
  void (*binary)(void *owner, const uint8_t *bytes, size_t length);
  /* The code of the Close frame; 1005 when it had none, 1006 when there was no frame. */
  void (*closed)(void *owner, uint16_t code, const char *reason);
} network_events_t;

/* The whole answer to an HTTP request, from inside poll() only: exactly one of the two. */
typedef struct http_events {
  void *owner;
  void (*answered)(void *owner, int status, const uint8_t *body, size_t length);
  void (*failed)(void *owner, network_failure_t why, const char *detail);
} http_events_t;

typedef struct network_interface {
  void *self;

  /* The only place from which events are told; called from the main loop, at least every 10 ms. */
  void (*poll)(void *self);

  /*
   * Opens a WebSocket; the outcome is told as an event. On the wire: 'Connection: Upgrade' exactly, no Origin, no
   * extensions, every header as given. False when another one is open or being opened.
   */
  bool (*connect)(void *self, const char *url, const network_header_t *headers, size_t header_count,
                  uint32_t timeout_millis, const network_events_t *events);

  bool (*is_open)(void *self);

  /* Sends a message, copying it and keeping the order of calls. False, and nothing is sent, when not open or full. */
  bool (*send_text)(void *self, const char *utf8, size_t length);
  bool (*send_binary)(void *self, const uint8_t *bytes, size_t length);

  /* False while much waits to leave: hold audio back then, since what waits here cannot be dropped any more. */
  bool (*writable)(void *self);

  /* Says a Close frame and waits for the answer, two seconds at most; closed() is told. */
  void (*close)(void *self, uint16_t code, const char *reason);

  /* Drops TCP without a word; nothing is told. */
  void (*drop)(void *self);

  /* One HTTP request, POST where there is a body, else GET; 30 s of patience. False when one is under way. */
  bool (*http)(void *self, const char *url, const network_header_t *headers, size_t header_count, const uint8_t *body,
               size_t length, uint32_t timeout_millis, const http_events_t *events);
} network_interface_t;

/* ---- settings: hal.Settings ------------------------------------------------------------------------------------------- */

typedef struct settings_interface {
  void *self;
  /* Copies the text with its zero and gives its length; -1 when it is not there, is a number, or does not fit. */
  int (*get_text)(void *self, const char *space, const char *key, char *value, size_t capacity);
  bool (*get_number)(void *self, const char *space, const char *key, int32_t *value);
  /* Durable when it returns true: power goes when it likes. False for keys and texts that are too long. */
  bool (*put_text)(void *self, const char *space, const char *key, const char *value);
  bool (*put_number)(void *self, const char *space, const char *key, int32_t value);
  void (*remove)(void *self, const char *space, const char *key);
  void (*erase)(void *self);
} settings_interface_t;

/* ---- what a user touches and sees: hal.ui.Button and Led --------------------------------------------------------------- */

typedef enum button_event {
  BUTTON_NOTHING,
  BUTTON_PRESS_DOWN,
  BUTTON_PRESS_UP,
  BUTTON_CLICK,
  BUTTON_DOUBLE_CLICK,
  BUTTON_LONG_PRESS
} button_event_t;

typedef struct button_interface {
  void *self;
  /* The next thing that happened, BUTTON_NOTHING when there is none. A key held at the start is not told of. */
  button_event_t (*next)(void *self);
} button_interface_t;

typedef enum led_motion { LED_STEADY, LED_BLINK, LED_SCROLL, LED_FADE } led_motion_t;

typedef struct led_interface {
  void *self;
  /* All zero is dark. A new pattern ends the motion of the old one. */
  void (*show)(void *self, uint8_t red, uint8_t green, uint8_t blue, uint8_t percent, led_motion_t motion,
               uint16_t period_millis);
} led_interface_t;

/* ---- the board: hal.Board ------------------------------------------------------------------------------------------------ */

typedef struct board_interface {
  const char *type;      /* [a-z0-9.-]+, as in board.json */
  const char *name;      /* the build; the same as type where there is only one */
  const char *device_id; /* the MAC: unicast, lower case, with colons; the same after every start */
  clock_interface_t clock;
  audio_interface_t audio;
  network_interface_t network;
  settings_interface_t settings;
  const button_interface_t *button; /* null where there is none */
  const led_interface_t *led;       /* null where there is none */
  /* Restarts the machine, or whatever stands for that. */
  void (*restart)(void);
} board_interface_t;

#ifdef __cplusplus
}
#endif

#endif
