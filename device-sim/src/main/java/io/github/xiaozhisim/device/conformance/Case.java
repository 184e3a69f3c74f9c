package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Fidelity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method {@code void sentenceAsName(Stage stage)} of a class listed in {@link Conformance} as one conformance
 * case. Several methods may share a number, such as one for each kind of board.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Case {

  /** The number, such as {@code S14}. */
  String value();

  /** Where the case can be observed; nearly all in both. */
  Fidelity[] in() default {Fidelity.STRICT, Fidelity.ROBUST};
}
