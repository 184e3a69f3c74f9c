/**
 * A board to begin a port with: copy the folder and replace its parts one by one. {@code boards/PORTING.md} leads
 * through it. Begin with {@link io.github.xiaozhisim.template.TemplateBoard}.
 *
 * <p>Never here: behaviour of the device. What the parts promise stands in {@link io.github.xiaozhisim.hal}.
 */
@NullMarked
package io.github.xiaozhisim.template;

import org.jspecify.annotations.NullMarked;
