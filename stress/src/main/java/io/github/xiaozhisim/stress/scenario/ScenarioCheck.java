package io.github.xiaozhisim.stress.scenario;

import com.networknt.schema.Error;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;

/** Reads a scenario's text and finds everything that is wrong with it by itself. Slow when first made; one thread. */
final class ScenarioCheck {

  private final ScenarioSchema schema = new ScenarioSchema();
  private final SchemaComplaint complaint = new SchemaComplaint(schema);

  /**
   * @param file what to call it
   * @param folder where files lie that it names
   * @throws ScenarioException with every problem, in the order of the file
   */
  ScenarioFile read(String file, Path folder, String text) throws ScenarioException {
    LocatedYaml yaml = LocatedYaml.read(file, text);
    List<ScenarioProblem> problems = new ArrayList<>(yaml.problems());
    if (!yaml.root().isMissingNode()) {
      List<String> known = problems.stream().map(ScenarioProblem::path).toList();
      schema.validate(yaml.root()).stream()
          .map(error -> problem(file, yaml, error))
          .filter(problem -> !known.contains(problem.path()))
          .forEach(problems::add);
    }
    if (problems.isEmpty()) {
      new Sense(file, yaml, folder).check(problems);
      new LittleLanguages(schema, file, yaml, new Beside(folder)).check(problems);
    }
    if (!problems.isEmpty()) {
      problems.sort(ScenarioProblem.IN_ORDER);
      throw new ScenarioException(problems);
    }
    String about = yaml.root().path("about").asString("");
    return new ScenarioFile(file, about, text, new SettingsOf(schema, yaml, new Beside(folder)).all());
  }

  private ScenarioProblem problem(String file, LocatedYaml yaml, Error error) {
    JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
    String property = error.getProperty();
    boolean unknown = property != null && error.getKeyword().equals("additionalProperties");
    JsonPointer path = property == null ? at : at.appendProperty(property);
    Place place = unknown ? yaml.keyAt(path) : property == null ? yaml.valueAt(at) : yaml.keyAt(at);
    return new ScenarioProblem(file, place, LocatedYaml.dotted(path), complaint.about(error));
  }
}
