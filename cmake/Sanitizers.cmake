# GENRELENS_SANITIZE is one list for compiler and linker; thread excludes the others.
if(GENRELENS_SANITIZE)
    if("thread" IN_LIST GENRELENS_SANITIZE AND NOT GENRELENS_SANITIZE STREQUAL "thread")
        message(FATAL_ERROR "GENRELENS_SANITIZE: thread cannot be combined with ${GENRELENS_SANITIZE}")
    endif()
    list(JOIN GENRELENS_SANITIZE "," _sanitizers)
    add_compile_options(-fsanitize=${_sanitizers} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${_sanitizers})
    add_compile_definitions(GENRELENS_SANITIZED=1)
    if("undefined" IN_LIST GENRELENS_SANITIZE)
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
    if("thread" IN_LIST GENRELENS_SANITIZE)
        # Debian's oneTBB is not instrumented and reports falsely: base/parallel runs on std::jthread instead.
        add_compile_definitions(GENRELENS_PARALLEL_JTHREAD=1)
    endif()
endif()

# Coverage that steers libFuzzer; its main is linked to the fuzz targets only.
if(GENRELENS_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
