/** A board to begin a port with, which {@code boards/PORTING.md} leads through; begin with {@link TemplateBoard}. */
@NullMarked
package io.github.xiaozhisim.template;

import org.jspecify.annotations.NullMarked;
