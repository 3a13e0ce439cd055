#include "app/command_line.h"

int main(int argc, char *argv[])
{
    return genrelens::run(argc, argv);
}
