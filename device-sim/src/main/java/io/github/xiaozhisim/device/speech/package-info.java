/**
 * Speech as the fleet says it: clips encoded once, files of several formats, the collection that ships with the project.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.speech.Clip}. Never here: when a clip is said.
 */
@NullMarked
package io.github.xiaozhisim.device.speech;

import org.jspecify.annotations.NullMarked;
