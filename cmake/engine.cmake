# The engine for the browser: web/engine/*.cpp around the core, one file for each kind of SIMD.
file(GLOB_RECURSE engine_sources CONFIGURE_DEPENDS ${DOWNHILL_ROOT}/web/engine/*.cpp)
if(NOT engine_sources)
  return()
endif()

function(downhill_engine target)
  add_executable(${target} ${engine_sources})
  target_link_libraries(${target} PRIVATE ${ARGN} downhill_options downhill_no_exceptions)
  target_link_options(${target} PRIVATE
    --no-entry -sMODULARIZE=1 -sEXPORT_NAME=createEngine -sENVIRONMENT=web,worker,node
    -sALLOW_MEMORY_GROWTH -sMEMORY_GROWTH_LINEAR_STEP=4MB -sINITIAL_MEMORY=16MB -sMAXIMUM_MEMORY=512MB -sSTACK_SIZE=256KB
    -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sEXPORTED_RUNTIME_METHODS=HEAPU8 -sEXPORTED_FUNCTIONS=_malloc,_free)
endfunction()

downhill_engine(engine-simd128 downhill_core_quiet)
downhill_engine(engine-relaxed downhill_core_relaxed downhill_core_quiet)

# What ./dev bench asks of the kernels alone.
function(downhill_bench_kernels target core)
  add_executable(${target} EXCLUDE_FROM_ALL ${DOWNHILL_ROOT}/tests/bench/kernels/kernels.cpp)
  target_compile_options(${target} PRIVATE ${ARGN})
  target_link_libraries(${target} PRIVATE ${core} downhill_options downhill_no_exceptions)
  target_link_options(${target} PRIVATE --no-entry -sMODULARIZE=1 -sEXPORT_NAME=createKernels -sENVIRONMENT=web,node
    -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=256KB -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0)
endfunction()

downhill_bench_kernels(bench-simd128 downhill_core -msimd128)
downhill_bench_kernels(bench-relaxed downhill_core_relaxed -msimd128 -mrelaxed-simd)
