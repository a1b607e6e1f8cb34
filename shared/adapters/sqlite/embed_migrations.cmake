# Run by the build (see migrations.cmake): writes OUTPUT, which defines SYMBOL over the SQL files NAMES of FOLDER.
string(REPLACE "," ";" names "${NAMES}")
string(REGEX MATCH "^(.*)::([a-z_]+)$" matched "${SYMBOL}")
set(namespace ${CMAKE_MATCH_1})
set(function ${CMAKE_MATCH_2})

set(rows "")
foreach(name IN LISTS names)
    file(READ ${FOLDER}/${name} sql)
    string(REGEX MATCH "^[0-9]+" number ${name})
    string(REPLACE ".sql" "" title ${name})
    string(APPEND rows "    {${number}, \"${title}\", R\"migration(${sql})migration\"},\n")
endforeach()

file(WRITE ${OUTPUT} "#include \"shared/ports/migrations.hpp\"

namespace ${namespace} {

std::span<const traction::ports::Migration> ${function}();

static constexpr traction::ports::Migration kMigrations[] = {
${rows}};

std::span<const traction::ports::Migration> ${function}() {
    return kMigrations;
}

}  // namespace ${namespace}
")
