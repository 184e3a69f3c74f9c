@echo off
rem Runs an installed Maven on Windows. Unlike mvnw it fetches nothing.
setlocal
if defined MAVEN_HOME if exist "%MAVEN_HOME%\bin\mvn.cmd" (
  call "%MAVEN_HOME%\bin\mvn.cmd" %*
  exit /b
)
where /q mvn
if errorlevel 1 (
  echo mvnw: no Maven found: install Maven 3.8.7 or newer and put it on the PATH, or set MAVEN_HOME 1>&2
  exit /b 1
)
call mvn %*
exit /b
