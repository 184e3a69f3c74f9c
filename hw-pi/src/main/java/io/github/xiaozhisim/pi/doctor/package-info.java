/**
 * What is missing on a machine that is to be a device, and the command that mends it: Java, libraries, sound, pins,
 * rights, network, server.
 *
 * <p>An {@link io.github.xiaozhisim.pi.doctor.Examination} looks at one part and tells {@link
 * io.github.xiaozhisim.pi.doctor.Finding}s, which are values: whoever asked prints them or writes them down ({@link
 * io.github.xiaozhisim.pi.doctor.Diagnosis}). The server is asked by a real device on a board without a sound card, so
 * that what is found is what the device would meet. Begin with {@code Finding}, then {@link
 * io.github.xiaozhisim.pi.doctor.ServerVisit}.
 *
 * <p><b>Never here:</b> printing, options, mending: nothing is changed on the machine. Called by the command {@code
 * doctor} and by the shell.
 */
@NullMarked
package io.github.xiaozhisim.pi.doctor;

import org.jspecify.annotations.NullMarked;
