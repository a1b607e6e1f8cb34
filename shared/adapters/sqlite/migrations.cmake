# Embeds the numbered SQL files of `folder` (N_up-what.sql) into the layer `target` as the function
#     std::span<const traction::ports::Migration> symbol();      for example traction::contracts::migrations
# The numbers run from 1 without gap or duplicate; otherwise the build stops. To be called where the layer is declared.
set(TRACTION_EMBED_MIGRATIONS ${CMAKE_CURRENT_LIST_DIR}/embed_migrations.cmake)

function(traction_migrations target folder symbol)
    set(source_folder ${PROJECT_SOURCE_DIR}/${folder})
    file(GLOB names RELATIVE ${source_folder} CONFIGURE_DEPENDS ${source_folder}/*.sql)
    list(SORT names COMPARE NATURAL)
    set(number 0)
    foreach(name IN LISTS names)
        if(NOT name MATCHES "^([1-9][0-9]*)_up-[a-z0-9_-]+\\.sql$")
            message(FATAL_ERROR "${folder}/${name}: a migration is named N_up-what.sql, for example 3_up-reason.sql")
        endif()
        math(EXPR number "${number} + 1")
        if(NOT CMAKE_MATCH_1 EQUAL number)
            message(FATAL_ERROR "${folder}/${name}: number ${number} was expected here; numbers run from 1 without gap or duplicate")
        endif()
    endforeach()
    if(number EQUAL 0)
        message(FATAL_ERROR "${folder}: there is no migration in it")
    endif()

    string(MAKE_C_IDENTIFIER ${symbol} file_name)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${file_name}.cpp)
    list(TRANSFORM names PREPEND ${source_folder}/ OUTPUT_VARIABLE sources)
    list(JOIN names "," joined_names)
    add_custom_command(OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} -D FOLDER=${source_folder} -D NAMES=${joined_names} -D SYMBOL=${symbol} -D OUTPUT=${generated}
            -P ${TRACTION_EMBED_MIGRATIONS}
        DEPENDS ${sources} ${TRACTION_EMBED_MIGRATIONS}
        COMMENT "Embedding ${folder}"
        VERBATIM)
    target_sources(${target} PRIVATE ${generated})
endfunction()
