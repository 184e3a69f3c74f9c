package io.github.xiaozhisim.hal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands at a class that runs a contract, and names what of the program is held to it. {@link UntestedParts} finds
 * those that nobody names.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ContractOf {

  /** What the class hands out; also what that hands out in turn, such as the connections of a network. */
  Class<?>[] value();

  /** The same by their names, as {@link Class#getName} has them, where the test cannot see the class. */
  String[] hidden() default {};
}
