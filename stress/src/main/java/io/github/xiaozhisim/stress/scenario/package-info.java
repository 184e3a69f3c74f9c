/**
 * Scenario files: what a run is, written down in YAML, checked whole before a socket opens. A file says in a structured
 * way what options of {@code fleet} say one by one: each leaf of {@code scenario.schema.json} names the option that it
 * sets ({@code x-option}), so that the schema is the one place where a file's form is declared; what comes out is a
 * list of {@link io.github.xiaozhisim.stress.scenario.Setting}s, each with its line and column.
 *
 * <p>Begin with the schema, then {@link io.github.xiaozhisim.stress.scenario.ScenarioFile}. {@code LocatedYaml} reads,
 * {@code ScenarioCheck} complains, {@code SettingsOf} translates, {@link
 * io.github.xiaozhisim.stress.scenario.Scenarios} finds files and the presets that ship with the program. The command
 * line calls it. Never here: what an option means, the terminal, anything that runs.
 */
@NullMarked
package io.github.xiaozhisim.stress.scenario;

import org.jspecify.annotations.NullMarked;
