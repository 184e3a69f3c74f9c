package io.github.xiaozhisim.pi.sound;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test that plays and listens: runs only under {@code .ci/with-virtual-sound-card}, in the profile {@code
 * sound-card}.
 */
@Tag("sound-card")
@EnabledIfEnvironmentVariable(named = PulseCard.VARIABLE, matches = ".+")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnVirtualCard {}
