package io.github.xiaozhisim.hal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test of a contract holds an implementation to, for the people whose implementation fails it: {@link
 * PromiseBroken} puts both sentences in front of what was seen.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Promise {

  /** The promise, as one sentence about the part. */
  String value();

  /** Where to look first when it is broken, or what becomes of a device whose board breaks it; one sentence. */
  String mend();
}
