/*
 * Checks the promises of a port on the board itself. Prints a sentence for each that is broken, the same as the contract
 * tests of hal have. Takes some seconds of real time and makes no sound but silence.
 */
#ifndef XIAOZHI_CHECK_PORT_H
#define XIAOZHI_CHECK_PORT_H

#include "xiaozhi_port.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where the sentences go, and how time passes: 'idle' is called while the check waits and may do nothing. */
typedef struct port_check {
  void *self;
  void (*say)(void *self, const char *sentence);
  void (*idle)(void *self);
} port_check_t;

/* Each gives how many promises are broken. */
unsigned check_clock(const clock_interface_t *clock, const port_check_t *check);
unsigned check_audio(const audio_interface_t *audio, const clock_interface_t *clock, const port_check_t *check);
unsigned check_settings(const settings_interface_t *settings, const port_check_t *check); /* erases them */

#ifdef __cplusplus
}
#endif

#endif
